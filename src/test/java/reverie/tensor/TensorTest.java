package reverie.tensor;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

class TensorTest {
  @ParameterizedTest
  @EnumSource(names = {"FLOAT", "DOUBLE"})
  void what_is_written_is_read_back_at_its_place(DataType type) {
    INDArray x = Nd4j.zeros(type, 3, 5000);
    double[] numbers = new double[9000];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = i;
    }
    Dense.writing(x).write(4000, numbers, 10, 8900);
    double[] back = new double[9000];
    Dense.reading(x).read(4000, back, 10, 8900);
    assertEquals(0, x.getDouble(0, 3999));
    assertEquals(10, x.getDouble(0, 4000));
    for (int i = 10; i < 8910; i++) {
      assertEquals(numbers[i], back[i]);
    }
  }

  @Test
  void a_slice_is_read_from_its_own_beginning() {
    INDArray x = Nd4j.arange(12).castTo(DataType.FLOAT).reshape(3, 4);
    double[] row = new double[4];
    Dense.reading(x.slice(1)).read(0, row, 0, 4);
    assertArrayEquals(new double[] {4, 5, 6, 7}, row);
  }

  @Test
  void a_strided_view_is_read_in_its_own_order() {
    INDArray x = Nd4j.arange(6).castTo(DataType.FLOAT).reshape(2, 3).transpose();
    double[] numbers = new double[6];
    Dense.reading(x).read(0, numbers, 0, 6);
    assertArrayEquals(new double[] {0, 3, 1, 4, 2, 5}, numbers);
  }

  @Test
  void a_strided_view_is_not_written_to() {
    INDArray x = Nd4j.zeros(DataType.FLOAT, 4, 4).get(NDArrayIndex.all(), NDArrayIndex.point(2));
    assertThrows(IllegalArgumentException.class, () -> Dense.writing(x));
  }

  @Test
  void sums_agree_with_the_definition() {
    INDArray x = Differences.random(1, 2, 3, 17, 19).castTo(DataType.FLOAT);
    INDArray y = Differences.random(2, 2, 3, 17, 19).castTo(DataType.FLOAT);
    double sum = 0;
    double absolutes = 0;
    double squares = 0;
    double dot = 0;
    double[] xs = x.reshape(x.length()).toDoubleVector();
    double[] ys = y.reshape(y.length()).toDoubleVector();
    for (int i = 0; i < xs.length; i++) {
      sum += xs[i];
      absolutes += Math.abs(xs[i]);
      squares += xs[i] * xs[i];
      dot += xs[i] * ys[i];
    }
    assertEquals(sum, Sums.sum(x), 1e-3);
    assertEquals(absolutes, Sums.ofAbsolutes(x), 1e-6 * absolutes);
    assertEquals(squares, Sums.ofSquares(x), 1e-6 * squares);
    assertEquals(dot, Sums.dot(x, y), 1e-3);
  }

  @Test
  void squares_below_float32s_range_are_still_summed() {
    INDArray x = Nd4j.valueArrayOf(new long[] {10, 10}, 1e-25f, DataType.FLOAT);
    assertEquals(1e-48, Sums.ofSquares(x), 1e-53);
  }

  @Test
  void one_nan_makes_every_sum_nan() {
    INDArray x = Differences.random(1, 40, 50).castTo(DataType.FLOAT);
    x.putScalar(new int[] {7, 9}, Float.NaN);
    assertTrue(Double.isNaN(Sums.sum(x)));
    assertTrue(Double.isNaN(Sums.ofAbsolutes(x)));
    assertTrue(Double.isNaN(Sums.ofSquares(x)));
    assertTrue(Double.isNaN(Sums.dot(x, x)));
  }

  @Test
  void random_numbers_are_a_function_of_seed_step_and_salt() {
    double drawn = RandomAt.of(1, 2, 3).uniform(0, 1);
    assertEquals(drawn, RandomAt.of(1, 2, 3).uniform(0, 1));
    assertNotEquals(drawn, RandomAt.of(2, 2, 3).uniform(0, 1));
    assertNotEquals(drawn, RandomAt.of(1, 3, 3).uniform(0, 1));
    assertNotEquals(drawn, RandomAt.of(1, 2, 4).uniform(0, 1));
  }

  @Test
  void random_numbers_are_the_same_on_every_java() {
    RandomAt random = RandomAt.of(1, 2, 3);
    assertEquals(0.1300857085561754, random.uniform(0, 1));
    assertEquals(-0.07962269575660097, random.normal());
  }

  @Test
  void whole_numbers_reach_both_ends_and_no_further() {
    RandomAt random = RandomAt.of(5, 0, 0);
    int[] seen = new int[5];
    for (int i = 0; i < 5000; i++) {
      seen[random.whole(-2, 2) + 2]++;
    }
    for (int count : seen) {
      assertEquals(1000, count, 150);
    }
  }

  @Test
  void normal_numbers_have_mean_zero_and_deviation_one() {
    RandomAt random = RandomAt.of(5, 0, 0);
    double sum = 0;
    double squares = 0;
    for (int i = 0; i < 20_000; i++) {
      double x = random.normal();
      sum += x;
      squares += x * x;
    }
    assertEquals(0, sum / 20_000, 0.03);
    assertEquals(1, squares / 20_000, 0.05);
  }

  @Test
  void scratch_given_back_is_lent_again() {
    double[] first;
    try (Scratch scratch = Scratch.of(12_345)) {
      first = scratch.numbers();
    }
    try (Scratch scratch = Scratch.of(12_000)) {
      assertTrue(scratch.numbers() == first);
    }
  }
}
