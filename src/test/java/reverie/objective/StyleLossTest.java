package reverie.objective;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Style losses at values that can be checked by hand. */
class StyleLossTest {
  /** One picture of one row, two columns, two channels: the features (1, 2) and (3, -4). */
  private static final INDArray PAIR = Tiny.array(new long[] {1, 1, 2, 2}, 1, 2, 3, -4);

  private static double value(String kind, Moments style, INDArray features) {
    return new StyleLoss("a", MomentDistances.ALL.get(kind).to(style))
        .evaluate(Tiny.of("a", features))
        .value();
  }

  private static double[] numbers(INDArray array) {
    return array.dup('c').reshape(array.length()).toDoubleVector();
  }

  private static Moments moments(double[] mean, double... gram) {
    long c = mean.length;
    return new Moments(Tiny.array(new long[] {1, c}, mean), Tiny.array(new long[] {c, c}, gram));
  }

  @Test
  void moments_are_the_mean_and_the_mean_of_products() {
    Moments moments = Moments.of(PAIR);
    assertArrayEquals(new double[] {2, -1}, numbers(moments.mean()), 1e-12);
    // Sums of products 10, -10, 20 over two positions.
    assertArrayEquals(new double[] {5, -5, -5, 10}, numbers(moments.gram()), 1e-12);
  }

  @Test
  void weighted_moments_count_positions_by_their_weights() {
    Moments moments = Moments.of(PAIR, Tiny.array(new long[] {2, 1}, 3, 1));
    assertArrayEquals(new double[] {6 / 4.0, 2 / 4.0}, numbers(moments.mean()), 1e-12);
    double product = (3 * 2 - 12) / 4.0;
    assertArrayEquals(
        new double[] {12 / 4.0, product, product, 28 / 4.0}, numbers(moments.gram()), 1e-12);
  }

  @Test
  void a_blend_of_styles_is_the_moments_of_both_together() {
    INDArray a = Tiny.random(DataType.DOUBLE, 1, 1, 2, 3, 4);
    INDArray b = Tiny.random(DataType.DOUBLE, 2, 1, 4, 3, 4);
    Moments blend = Moments.blend(List.of(Moments.of(a), Moments.of(b)), List.of(1.0, 2.0));
    INDArray both = Nd4j.concat(0, a.reshape(6, 4), b.reshape(12, 4)).reshape(1, 18, 1, 4);
    assertArrayEquals(numbers(Moments.of(both).gram()), numbers(blend.gram()), 1e-12);
    assertArrayEquals(numbers(Moments.of(both).mean()), numbers(blend.mean()), 1e-12);
  }

  @Test
  void a_gram_loss_is_the_mean_absolute_difference_relative_to_the_styles() {
    Moments style = moments(new double[2], 5, -4, -4, 7);
    assertEquals((1 + 1 + 3) / 20.0, value("gram", style, PAIR), 1e-12);
  }

  @Test
  void a_deviation_loss_compares_each_channels_mean_and_deviation() {
    // Means (2, -1), deviations (1, 3); the style's are (1, 1) and (2, 2), its squares 5 and 5.
    Moments style = moments(new double[] {1, 1}, 5, 0, 0, 5);
    assertEquals((1 + 4 + 1 + 1) / 10.0, value("deviation", style, PAIR), 1e-4);
  }

  @Test
  void the_wasserstein_distance_of_independent_channels_is_that_of_means_and_deviations() {
    // Covariances without products commute: tr (s - st)^2.
    INDArray features = Tiny.array(new long[] {1, 2, 2, 2}, 3, 4, 3, -2, -1, 4, -1, -2);
    Moments style = moments(new double[] {0, 3}, 4, 0, 0, 10);
    double expected = ((1 + 4) + (0 + 4)) / 14.0;
    assertEquals(expected, value("wasserstein", style, features), 1e-3);
  }

  @Test
  void the_style_itself_is_at_no_distance() {
    INDArray features = Tiny.random(DataType.DOUBLE, 3, 1, 5, 6, 4);
    for (String kind : MomentDistances.ALL.names()) {
      double other = value(kind, Moments.of(features), Tiny.random(DataType.DOUBLE, 4, 1, 5, 6, 4));
      assertEquals(0, value(kind, Moments.of(features), features), 1e-9, kind);
      assertTrue(other > 0.01, kind + " of another picture: " + other);
    }
  }

  @Test
  void a_style_repeated_over_a_larger_picture_is_the_same_style() {
    INDArray features = Tiny.random(DataType.DOUBLE, 5, 1, 3, 4, 4);
    INDArray larger = Nd4j.concat(1, features, features, features);
    INDArray other = Tiny.random(DataType.DOUBLE, 6, 1, 2, 2, 4);
    for (String kind : MomentDistances.ALL.names()) {
      assertEquals(
          value(kind, Moments.of(other), features),
          value(kind, Moments.of(other), larger),
          1e-9,
          kind);
    }
  }

  @Test
  void ten_times_the_activations_of_both_is_the_same_distance() {
    INDArray a = Tiny.random(DataType.DOUBLE, 7, 1, 3, 4, 4);
    INDArray b = Tiny.random(DataType.DOUBLE, 8, 1, 3, 4, 4);
    for (String kind : MomentDistances.ALL.names()) {
      assertEquals(
          value(kind, Moments.of(b), a), value(kind, Moments.of(b.mul(10)), a.mul(10)), 1e-9, kind);
    }
  }

  @Test
  void a_region_is_measured_without_the_rest() {
    INDArray features = Tiny.random(DataType.DOUBLE, 9, 1, 2, 4, 3);
    INDArray weights = Tiny.array(new long[] {8, 1}, 1, 1, 1, 1, 0, 0, 0, 0);
    INDArray part =
        features
            .reshape(8, 3)
            .get(
                org.nd4j.linalg.indexing.NDArrayIndex.interval(0, 4),
                org.nd4j.linalg.indexing.NDArrayIndex.all())
            .dup('c')
            .reshape(1, 1, 4, 3);
    Moments style = Moments.of(Tiny.random(DataType.DOUBLE, 10, 1, 2, 4, 3));
    for (MomentDistanceKind kind : MomentDistances.ALL.all()) {
      StyleLoss loss = new StyleLoss("a", kind.to(style), Optional.of(weights));
      Evaluation evaluation = loss.evaluate(Tiny.of("a", features));
      assertEquals(value(kind.name(), style, part), evaluation.value(), 1e-9, kind.name());
      double[] gradient = numbers(evaluation.gradients().get("a"));
      for (int i = 12; i < 24; i++) {
        assertEquals(0, gradient[i], 0.0, kind.name());
      }
    }
  }

  @Test
  void a_loss_of_a_batch_is_the_mean_of_its_pictures() {
    INDArray batch = Tiny.random(DataType.DOUBLE, 1, 2, 3, 3, 4);
    Moments style = Moments.of(Tiny.random(DataType.DOUBLE, 2, 1, 3, 3, 4));
    double sum = 0;
    for (int i = 0; i < 2; i++) {
      sum += value("gram", style, batch.slice(i).reshape(1, 3, 3, 4));
    }
    assertEquals(sum / 2, value("gram", style, batch), 1e-12);
  }

  @Test
  void a_root_times_itself_is_the_matrix_and_times_its_inverse_one() {
    INDArray f = Tiny.random(DataType.DOUBLE, 11, 9, 5);
    INDArray matrix = f.transpose().mmul(f);
    MatrixRoot root = MatrixRoot.of(matrix);
    assertArrayEquals(numbers(matrix), numbers(root.root().mmul(root.root())), 1e-9);
    assertArrayEquals(numbers(Nd4j.eye(5)), numbers(root.root().mmul(root.inverse())), 1e-9);
  }

  @Test
  void a_target_is_copied() {
    Moments style = Moments.of(PAIR);
    INDArray gram = style.gram().dup();
    Moments copy = new Moments(style.mean(), gram);
    gram.assign(0);
    assertEquals(0, value("gram", copy, PAIR));
  }
}
