package reverie.network.engine;

import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import reverie.network.onednn.OneDnnEngine;
import reverie.network.onednn.OneDnnProducts;

/**
 * Products of matrices, float32 or float64, for whoever works on features {@code [h * w, c]}. The
 * results are row-major, so that they can be seen as {@code [h, w, c]} again.
 *
 * <p>Factors are row-major, or {@link INDArray#transpose} of such; the caller owns what is made.
 * Products of float32 run on oneDNN where it is there.
 */
public final class MatrixProducts {
  /**
   * Rows of features that one of the batched products of a Gram matrix sums over. One product for
   * all rows takes two thirds of the time (7 against 9 ms for 196608 x 64), but oneDNN then splits
   * the sum among the threads, and its last bits depend on their number.
   */
  private static final long GRAM_ROWS = 8192;

  private MatrixProducts() {}

  /** The sums of products of columns times a factor, {@code f F^T F}: {@code [m, c] -> [c, c]}. */
  public static INDArray gram(INDArray features, double factor) {
    long rows = features.rows();
    long columns = features.columns();
    long batches = batches(rows);
    if (batches == 1 || !onOneDnn(features) || features.ordering() != 'c') {
      INDArray result = Nd4j.createUninitialized(features.dataType(), columns, columns);
      return multiply(features.transpose(), features, factor, result);
    }
    // The same bits whatever the number of threads.
    INDArray parts = features.reshape('c', batches, rows / batches, columns);
    INDArray sums = Nd4j.createUninitialized(features.dataType(), batches, columns, columns);
    OneDnnProducts.multiply(parts.permute(0, 2, 1), parts, factor, sums);
    return sums.sum(0);
  }

  private static long batches(long rows) {
    long batches = rows / GRAM_ROWS;
    while (batches > 1 && rows % batches != 0) {
      batches--;
    }
    return Math.max(1, batches);
  }

  /** {@code A B}: {@code [m, k], [k, n] -> [m, n]}. */
  public static INDArray multiply(INDArray a, INDArray b) {
    return multiply(a, b, Nd4j.createUninitialized(a.dataType(), a.rows(), b.columns()));
  }

  /** {@code A B} written over {@code result}, row-major {@code [m, n]}, which is returned. */
  public static INDArray multiply(INDArray a, INDArray b, INDArray result) {
    return multiply(a, b, 1, result);
  }

  /**
   * {@code factor A B} written over {@code result}, row-major {@code [m, n]}, which is returned;
   * the factor costs no pass of its own.
   */
  public static INDArray multiply(INDArray a, INDArray b, double factor, INDArray result) {
    if (onOneDnn(a)) {
      OneDnnProducts.multiply(a, b, factor, result);
    } else {
      // BLAS writes column-major: C = A B in rows is C^T = B^T A^T in columns, without a copy.
      b.transpose().mmuli(a.transpose(), result.transpose());
      if (factor != 1) {
        result.muli(factor);
      }
    }
    return result;
  }

  private static boolean onOneDnn(INDArray array) {
    return array.dataType() == DataType.FLOAT && OneDnnEngine.available();
  }
}
