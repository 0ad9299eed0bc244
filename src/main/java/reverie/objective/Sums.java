package reverie.objective;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Sums over whole arrays whose last axis is short (channels, or a picture's row): along it natively
 * in the array's own type, over the rest in float64. ND4J's float32 {@code norm2Number} over
 * everything is off by 1.5e-4, these by 1e-7.
 */
final class Sums {
  private Sums() {}

  /** The features of all positions of all pictures, {@code [n * h * w, c]}: no copy. */
  static INDArray rows(INDArray x) {
    long last = x.size(-1);
    return x.reshape('c', x.length() / last, last);
  }

  /** The sum of squares. */
  static double ofSquares(INDArray x) {
    double sum = 0;
    for (double norm : rows(x).norm2(1).toDoubleVector()) {
      sum += norm * norm;
    }
    return sum;
  }

  /** The sum of absolute values. */
  static double ofMagnitudes(INDArray x) {
    return of(rows(x).norm1(1));
  }

  /** The sum of a vector. */
  static double of(INDArray vector) {
    double sum = 0;
    for (double value : vector.toDoubleVector()) {
      sum += value;
    }
    return sum;
  }

  /** Zeros like {@code x}, in row-major order. */
  static INDArray zerosLike(INDArray x) {
    return Nd4j.create(x.dataType(), x.shape());
  }
}
