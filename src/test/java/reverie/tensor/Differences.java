package reverie.tensor;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Holds ways back to their definition, in float64. */
public final class Differences {
  private Differences() {}

  /** Normal numbers, a function of the salt. */
  public static INDArray random(long salt, long... shape) {
    RandomAt random = RandomAt.of(11, 0, salt);
    INDArray x = Nd4j.create(DataType.DOUBLE, shape);
    double[] numbers = new double[(int) x.length()];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = random.normal();
    }
    Dense.writing(x).write(0, numbers, 0, numbers.length);
    return x;
  }

  /**
   * Compares the way back of a map at {@code x} with central differences of {@code <map(x), g>},
   * for a random g, at up to 40 numbers spread over x.
   */
  public static void check(DifferentiableMap map, INDArray x, double tolerance) {
    Traced traced = map.trace(x);
    INDArray g = random(5, traced.value().shape());
    INDArray found = traced.pullback().apply(g).dup('c').reshape(x.length());
    double step = 1e-5;
    for (long i = 0; i < x.length(); i += 1 + x.length() / 40) {
      double difference = (at(map, x, i, step, g) - at(map, x, i, -step, g)) / (2 * step);
      assertEquals(difference, found.getDouble(i), tolerance, "at " + i);
    }
  }

  private static double at(DifferentiableMap map, INDArray x, long i, double step, INDArray g) {
    INDArray moved = x.dup('c');
    INDArray flat = moved.reshape(moved.length());
    flat.putScalar(i, flat.getDouble(i) + step);
    return dot(map.trace(moved).value(), g);
  }

  /** The sum of products. */
  public static double dot(INDArray a, INDArray b) {
    return a.mul(b).sumNumber().doubleValue();
  }
}
