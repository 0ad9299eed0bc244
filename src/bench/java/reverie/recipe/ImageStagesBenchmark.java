package reverie.recipe;

import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import reverie.canvas.Views;
import reverie.image.Resampling;
import reverie.network.Activations;
import reverie.objective.Evaluation;
import reverie.objective.Objective;
import reverie.objective.TotalVariation;
import reverie.optimize.GradientFilters;
import reverie.tensor.DifferentiableMap;
import reverie.tensor.PictureTensors;
import reverie.tensor.StepMemory;
import reverie.tensor.WindowedMap;
import reverie.zoo.Preprocessing;

/** What a step does beside the network, on an image of 512x384. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class ImageStagesBenchmark {
  private static final int HEIGHT = 384;
  private static final int WIDTH = 512;

  private final DifferentiableMap roll = Views.jitter(32).at(1, 1, HEIGHT, WIDTH);
  private final DifferentiableMap turn = Views.rotate(10).at(1, 1, HEIGHT, WIDTH);
  private final DifferentiableMap range = Preprocessing.range(-1, 1).map();
  private final Objective squares = new TotalVariation(false);

  private float[] planes;
  private INDArray image;
  private INDArray gradient;
  private INDArray sum;

  /** Draws the image. */
  @Setup
  public void draw() {
    planes = new float[3 * HEIGHT * WIDTH];
    Random random = new Random(1);
    for (int i = 0; i < planes.length; i++) {
      planes[i] = random.nextFloat();
    }
    image = PictureTensors.of(planes, HEIGHT, WIDTH);
    gradient = image.dup();
    sum = Nd4j.create(DataType.FLOAT, 1, 3, HEIGHT, WIDTH);
  }

  /** Total variation and its gradient. */
  @Benchmark
  public Evaluation variation() {
    return step(() -> squares.evaluate(new Activations(Map.of(Objective.IMAGE, image))));
  }

  /** The gradient blurred, in place. */
  @Benchmark
  public void gaussian() {
    GradientFilters.ALL.get("gaussian").filter().apply(gradient, 0.5);
  }

  /** The gradient's levels of detail made equally strong, in place. */
  @Benchmark
  public void laplacian() {
    GradientFilters.ALL.get("laplacian").filter().apply(gradient, 0.5);
  }

  /** Rolled, and back. */
  @Benchmark
  public INDArray roll() {
    return step(() -> roll.trace(image).pullback().apply(image));
  }

  /** The roll as an index map: its middle quarter as a window, and back. */
  @Benchmark
  public INDArray window() {
    int top = HEIGHT / 4;
    int left = WIDTH / 4;
    WindowedMap map = (WindowedMap) roll;
    return step(
        () -> {
          map.addBack(map.window(image, top, left, HEIGHT / 2, WIDTH / 2), top, left, sum);
          return sum;
        });
  }

  /** Turned, and back. */
  @Benchmark
  public INDArray turn() {
    return step(() -> turn.trace(image).pullback().apply(image));
  }

  /** To the network's range, and back. */
  @Benchmark
  public INDArray preprocessing() {
    return step(() -> range.trace(image).pullback().apply(image));
  }

  /** Shrunk to the next octave, by Lanczos' kernel. */
  @Benchmark
  public float[] shrink() {
    return Resampling.resize(planes, 3, HEIGHT, WIDTH, 274, 366);
  }

  /** Enlarged to twice the size. */
  @Benchmark
  public float[] enlarge() {
    return Resampling.resize(planes, 3, HEIGHT, WIDTH, 2 * HEIGHT, 2 * WIDTH);
  }

  /** As in the step loop: what is made lies in the step's memory. */
  @SuppressWarnings("try")
  private static <T> T step(Supplier<T> work) {
    try (StepMemory step = StepMemory.open()) {
      return work.get();
    }
  }

  /** Frees native memory. */
  @TearDown
  public void close() {
    StepMemory.release();
    image.close();
    gradient.close();
    sum.close();
  }
}
