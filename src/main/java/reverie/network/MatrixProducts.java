package reverie.network;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Products of matrices, float32 or float64, for whoever works on features {@code [h * w, c]}. The
 * results are row-major, so that they can be seen as {@code [h, w, c]} again.
 *
 * <p>Factors are row-major, or {@link INDArray#transpose} of such; the caller owns what is made.
 */
public final class MatrixProducts {
  private MatrixProducts() {}

  /** The sums of products of columns, {@code F^T F}: {@code [m, c] -> [c, c]}. */
  public static INDArray gram(INDArray features) {
    return multiply(features.transpose(), features);
  }

  /** {@code A B}: {@code [m, k], [k, n] -> [m, n]}. */
  public static INDArray multiply(INDArray a, INDArray b) {
    return multiply(a, b, Nd4j.createUninitialized(a.dataType(), a.rows(), b.columns()));
  }

  /** {@code A B} written over {@code result}, row-major {@code [m, n]}, which is returned. */
  public static INDArray multiply(INDArray a, INDArray b, INDArray result) {
    // BLAS writes column-major: C = A B in rows is C^T = B^T A^T in columns, without a copy.
    b.transpose().mmuli(a.transpose(), result.transpose());
    return result;
  }
}
