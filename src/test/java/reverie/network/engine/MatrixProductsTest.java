package reverie.network.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.nd4j.nativeblas.NativeOps;
import org.nd4j.nativeblas.NativeOpsHolder;

/** Products against sums that are written out. */
class MatrixProductsTest {
  private final INDArray a = numbers(7, 5);
  private final INDArray b = numbers(5, 3);

  private static INDArray numbers(int rows, int columns) {
    INDArray result = Nd4j.create(DataType.FLOAT, rows, columns);
    for (int i = 0; i < rows * columns; i++) {
      result.putScalar(i / columns, i % columns, (i * 7 % 11) - 4);
    }
    return result;
  }

  private static INDArray product(INDArray a, INDArray b) {
    INDArray result = Nd4j.create(a.dataType(), a.rows(), b.columns());
    for (int i = 0; i < a.rows(); i++) {
      for (int j = 0; j < b.columns(); j++) {
        double sum = 0;
        for (int k = 0; k < a.columns(); k++) {
          sum += a.getDouble(i, k) * b.getDouble(k, j);
        }
        result.putScalar(i, j, sum);
      }
    }
    return result;
  }

  @Test
  void a_product_is_that_of_rows_and_columns() {
    assertEquals(product(a, b), MatrixProducts.multiply(a, b));
  }

  @Test
  void a_product_is_row_major() {
    assertEquals('c', MatrixProducts.multiply(a, b).ordering());
  }

  @Test
  void factors_may_be_transposed() {
    INDArray wide = a.transpose();
    assertEquals(product(wide, a), MatrixProducts.multiply(wide, a));
    assertEquals(product(a, wide), MatrixProducts.multiply(a, wide));
  }

  @Test
  void float64_stays_float64() {
    INDArray result = MatrixProducts.multiply(a.castTo(DataType.DOUBLE), b.castTo(DataType.DOUBLE));
    assertEquals(product(a, b).castTo(DataType.DOUBLE), result);
  }

  @Test
  void a_result_may_be_some_rows_of_a_larger_array() {
    INDArray whole = Nd4j.valueArrayOf(new long[] {9, 3}, 99, DataType.FLOAT);
    INDArray some = whole.get(NDArrayIndex.interval(1, 8), NDArrayIndex.all());
    MatrixProducts.multiply(a, b, some);
    assertEquals(product(a, b), whole.get(NDArrayIndex.interval(1, 8), NDArrayIndex.all()));
    assertEquals(99, whole.getDouble(0, 0));
    assertEquals(99, whole.getDouble(8, 2));
  }

  @Test
  void a_gram_matrix_is_the_product_of_columns() {
    assertEquals(product(a.transpose(), a), MatrixProducts.gram(a, 1));
  }

  @Test
  void gram_matrices_are_the_same_bytes_for_any_number_of_threads() {
    NativeOps settings = NativeOpsHolder.getInstance().getDeviceNativeOps();
    int before = settings.ompGetMaxThreads();
    Nd4j.getRandom().setSeed(5);
    INDArray features = Nd4j.rand(DataType.FLOAT, 49152, 64);
    try {
      settings.setOmpNumThreads(1);
      float[] one = MatrixProducts.gram(features, 1).reshape(-1).toFloatVector();
      for (int threads = 2; threads <= 4; threads++) {
        settings.setOmpNumThreads(threads);
        assertArrayEquals(one, MatrixProducts.gram(features, 1).reshape(-1).toFloatVector());
      }
    } finally {
      settings.setOmpNumThreads(before);
    }
  }
}
