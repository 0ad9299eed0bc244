package reverie.network.engine;

import java.util.concurrent.TimeUnit;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import reverie.network.EngineOptions;
import reverie.network.Graph;
import reverie.network.Window;

/**
 * A 3x3 convolution by Winograd's algorithm (ONEDNN) and by oneDNN's own (DIRECT), each way. A 1x1
 * convolution before it makes its channels of an image's three, in the same time whatever the
 * engine.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class ConvolutionBenchmark {
  /** Channels, height and width. */
  @Param({"64x192x256", "256x48x64", "512x24x32"})
  String shape;

  /** Which engine; the name makes JMH run the engines of one shape after each other. */
  @Param({"ONEDNN", "DIRECT"})
  EngineOptions.Kind using;

  private OneLayer layer;

  /** Compiles the network. */
  @Setup
  public void compile() {
    String[] sizes = shape.split("x", -1);
    int channels = Integer.parseInt(sizes[0]);
    Graph graph =
        Graph.from("image", 3)
            .add("entry", OneLayer.convolution(3, channels, Window.square(1, 1, 0)))
            .add("measured", OneLayer.convolution(channels, channels, Window.square(3, 1, 1)))
            .build();
    layer = new OneLayer(graph, using, Integer.parseInt(sizes[1]), Integer.parseInt(sizes[2]));
  }

  /** From an image to the layer's activation. */
  @Benchmark
  public void forward() {
    layer.forward();
    layer.finish();
  }

  /** From the layer's gradient to the image's. */
  @Benchmark
  public INDArray backward(ForwardDone done) {
    return done.backward();
  }

  /** Frees native memory. */
  @TearDown
  public void close() {
    layer.close();
  }

  /** A pass that has gone forward, for each backward one. */
  @State(Scope.Benchmark)
  public static class ForwardDone {
    private OneLayer layer;

    @Setup(Level.Invocation)
    public void forward(ConvolutionBenchmark of) {
      layer = of.layer;
      layer.forward();
    }

    INDArray backward() {
      return layer.backward();
    }

    @TearDown(Level.Invocation)
    public void finish() {
      layer.finish();
    }
  }
}
