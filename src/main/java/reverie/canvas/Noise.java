package reverie.canvas;

import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import reverie.tensor.RandomAt;

/** Random starts. */
final class Noise {
  private static final long SALT = 0x6E6F697365L; // "noise"

  private Noise() {}

  /** A float32 array of normal noise, a function of the seed alone. */
  static INDArray normal(long seed, double mean, double deviation, long... shape) {
    RandomAt random = RandomAt.of(seed, 0, SALT);
    float[] numbers = new float[(int) product(shape)];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = (float) (mean + deviation * random.normal());
    }
    return Nd4j.create(numbers, shape, DataType.FLOAT);
  }

  private static long product(long... shape) {
    long product = 1;
    for (long size : shape) {
      product = Math.multiplyExact(product, size);
    }
    return Math.toIntExact(product);
  }
}
