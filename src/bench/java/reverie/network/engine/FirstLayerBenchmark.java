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
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import reverie.network.EngineOptions;
import reverie.network.Graph;
import reverie.network.Window;

/** The way back through a first layer of 7x7, stride 2, which goes by phases. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class FirstLayerBenchmark {
  private OneLayer layer;

  /** Compiles the network. */
  @Setup
  public void compile() {
    Graph graph =
        Graph.from("image", 3)
            .add("first", OneLayer.convolution(3, 64, Window.square(7, 2, 3)))
            .build();
    layer = new OneLayer(graph, EngineOptions.Kind.ONEDNN, 384, 512);
  }

  /** What goes before each run, not timed. */
  @Setup(Level.Invocation)
  public void forward() {
    layer.forward();
  }

  /** From the layer's gradient to the image's. */
  @Benchmark
  public INDArray backward() {
    return layer.backward();
  }

  /** What comes after each run, not timed. */
  @TearDown(Level.Invocation)
  public void finish() {
    layer.finish();
  }

  /** Frees native memory. */
  @TearDown
  public void close() {
    layer.close();
  }
}
