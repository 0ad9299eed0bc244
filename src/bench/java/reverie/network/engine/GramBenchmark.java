package reverie.network.engine;

import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import reverie.tensor.StepMemory;

/** The two products of a Gram loss: the matrix, and its gradient at the features. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class GramBenchmark {
  private static final double FACTOR = 0.5;

  /** Rows of features and their channels. */
  @Param({"49152x64", "3072x256", "768x512"})
  String features;

  private INDArray rows;
  private INDArray distance;
  private INDArray gradient;

  /** Draws the numbers. */
  @Setup
  public void draw() {
    String[] sizes = features.split("x", -1);
    int pixels = Integer.parseInt(sizes[0]);
    int channels = Integer.parseInt(sizes[1]);
    Random random = new Random(1);
    rows = OneLayer.numbers(random, pixels * channels, 1).reshape(pixels, channels);
    distance = OneLayer.numbers(random, channels * channels, 1).reshape(channels, channels);
    gradient = Nd4j.create(DataType.FLOAT, pixels, channels);
  }

  /** The Gram matrix. */
  @Benchmark
  @SuppressWarnings("try") // opened for what is made in it
  public INDArray gram() {
    try (StepMemory step = StepMemory.open()) {
      return MatrixProducts.gram(rows, FACTOR);
    }
  }

  /** What a matrix of distances means for the features. */
  @Benchmark
  public INDArray gradient() {
    return MatrixProducts.multiply(rows, distance, FACTOR, gradient);
  }

  /** Frees native memory. */
  @TearDown
  public void close() {
    StepMemory.release();
    rows.close();
    distance.close();
    gradient.close();
  }
}
