package reverie.objective;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import reverie.network.Activations;
import reverie.support.UsageException;
import reverie.tensor.Sums;

/** Measurements that can be checked by hand. */
class ObjectiveValuesTest {
  /** One picture of one row, two columns, two channels: the features (1, 2) and (3, -4). */
  private static final Activations PAIR =
      Tiny.of("a", Tiny.array(new long[] {1, 1, 2, 2}, 1, 2, 3, -4));

  @Test
  void a_layer_is_its_mean_of_squares() {
    assertEquals((1 + 4 + 9 + 16) / 4.0, new Layer("a").evaluate(PAIR).value(), 1e-12);
  }

  @Test
  void a_channel_is_its_mean() {
    assertEquals(-1, new Channel("a", 1).evaluate(PAIR).value(), 1e-12);
  }

  @Test
  void a_neuron_is_one_number() {
    assertEquals(2, new Neuron("a", 1, 0, 0).evaluate(PAIR).value(), 1e-12);
  }

  @Test
  void a_neuron_is_at_the_centre_by_default() {
    INDArray x = Tiny.random(DataType.DOUBLE, 1, 1, 5, 3, 2);
    Neuron neuron = new Neuron("a", 1, Neuron.CENTRE, Neuron.CENTRE);
    assertEquals(x.getDouble(0, 2, 1, 1), neuron.evaluate(Tiny.of("a", x)).value());
  }

  @Test
  void a_neuron_outside_its_layer_is_refused_with_the_size() {
    Neuron neuron = new Neuron("a", 1, 0, 2);
    var e = assertThrows(UsageException.class, () -> neuron.evaluate(PAIR));
    assertEquals("layer 'a' has 2 columns here, found column 2", e.getMessage());
  }

  @Test
  void a_direction_is_the_mean_dot_product() {
    var direction = new ChannelDirection("a", new double[] {1, 0.5}, 0);
    assertEquals((2 + 1) / 2.0, direction.evaluate(PAIR).value(), 1e-12);
  }

  @Test
  void a_direction_along_one_channel_is_that_channel() {
    Activations at = Tiny.activations(DataType.DOUBLE, 2, 8);
    var direction = new ChannelDirection("mixed4", new double[] {0, 0, 1}, 0);
    Evaluation channel = new Channel("mixed4", 2).evaluate(at);
    assertEquals(channel.gradients(), direction.evaluate(at).gradients());
  }

  @Test
  void a_power_weighs_a_direction_by_the_cosine_but_by_a_tenth_at_least() {
    // Cosines with (1, 0): 1 / sqrt(5) = 0.447 and 3 / 5.
    var along = new ChannelDirection("a", new double[] {1}, 2);
    assertEquals((1 / 5.0 + 3 * 9 / 25.0) / 2, along.evaluate(PAIR).value(), 1e-3);
    // Dot products and cosines with (0, 1): 2 and 0.894, -4 and -0.8, which counts as 0.1.
    var across = new ChannelDirection("a", new double[] {0, 1}, 1);
    assertEquals((2 * 2 / Math.sqrt(5) - 4 * 0.1) / 2, across.evaluate(PAIR).value(), 1e-3);
  }

  @Test
  void a_comparison_has_a_direction_of_its_own_at_each_position() {
    // (1, 2) with (2, 0): dot 2, cosine 0.447; (3, -4) with (0, 1): dot -4, cosine -0.8.
    INDArray target = Tiny.array(new long[] {1, 1, 2, 2}, 2, 0, 0, 1);
    assertEquals((2 - 4) / 2.0, new DotCompare("a", target, 0).evaluate(PAIR).value(), 1e-12);
    double squared = (2 * 0.2 - 4 * 0.01) / 2;
    assertEquals(squared, new DotCompare("a", target, 2).evaluate(PAIR).value(), 1e-3);
  }

  @Test
  void a_comparison_with_one_vector_is_its_direction() {
    INDArray target = Tiny.array(new long[] {1, 1, 2, 2}, 1, -2, 1, -2);
    Evaluation direction = new ChannelDirection("a", new double[] {1, -2}, 1.5).evaluate(PAIR);
    Evaluation compared = new DotCompare("a", target, 1.5).evaluate(PAIR);
    assertEquals(direction.value(), compared.value(), 1e-12);
    assertEquals(0, direction.gradients().get("a").distance2(compared.gradients().get("a")), 1e-12);
  }

  @Test
  void a_comparison_is_at_ease_with_features_of_zero() {
    INDArray zero = Tiny.array(new long[] {1, 1, 2, 2}, 0, 0, 0, 0);
    Evaluation none = new DotCompare("a", zero, 1).evaluate(PAIR);
    assertEquals(0, none.value());
    assertEquals(0, none.gradients().get("a").norm2Number().doubleValue());
    Evaluation some = new DotCompare("a", PAIR.of("a"), 1).evaluate(Tiny.of("a", zero));
    double[] gradient = some.gradients().get("a").ravel().toDoubleVector();
    assertArrayEquals(new double[] {0.05, 0.1, 0.15, -0.2}, gradient, 1e-12);
  }

  @Test
  void a_direction_is_at_ease_with_features_of_zero() {
    var direction = new ChannelDirection("a", new double[] {1, 1}, 2);
    Activations zero = Tiny.of("a", Tiny.array(new long[] {1, 1, 1, 2}, 0, 0));
    INDArray gradient = direction.evaluate(zero).gradients().get("a");
    assertArrayEquals(new double[] {0.01, 0.01}, gradient.ravel().toDoubleVector(), 1e-12);
  }

  @Test
  void a_guide_pulls_each_position_to_the_feature_with_the_largest_dot_product() {
    // With (1, 2) they are 2, 2, -1; with (3, -4): 6, -4, 7; so rows 0 and 2, ties to the first.
    Guide guide = new Guide("a", Tiny.array(new long[] {1, 3, 1, 2}, 2, 0, 0, 1, 1, -1));
    Evaluation evaluation = guide.evaluate(PAIR);
    assertEquals((2 + 7) / 4.0, evaluation.value(), 1e-12);
    assertArrayEquals(
        new double[] {0.5, 0, 0.25, -0.25},
        evaluation.gradients().get("a").ravel().toDoubleVector(),
        1e-12);
  }

  @Test
  void a_guide_works_in_blocks_as_it_does_at_once() {
    INDArray features = Tiny.random(DataType.FLOAT, 3, 1, 3000, 1, 2);
    Activations at = Tiny.of("a", Tiny.random(DataType.FLOAT, 4, 1, 50, 60, 2));
    Guide guide = new Guide("a", features);
    assertTrue(3000 * 3000 > Guide.BLOCK, "one block is enough");
    INDArray dots =
        at.of("a")
            .reshape(3000, 2)
            .castTo(DataType.DOUBLE)
            .mmul(features.reshape(3000, 2).castTo(DataType.DOUBLE).transpose());
    double expected = dots.max(1).sumNumber().doubleValue() / 6000;
    assertEquals(expected, guide.evaluate(at).value(), 1e-6 * expected);
  }

  @Test
  void a_guide_of_other_channels_is_refused() {
    Guide guide = new Guide("a", Tiny.array(new long[] {1, 1, 1, 3}, 1, 2, 3));
    assertThrows(IllegalArgumentException.class, () -> guide.evaluate(PAIR));
  }

  @Test
  void total_variation_is_the_mean_squared_difference_of_neighbours() {
    // Rows (0, 1, 3) and (0, 0, 0): across (1 + 4) / 4, down (1 + 9) / 3, in one plane.
    INDArray image = Tiny.array(new long[] {1, 1, 2, 3}, 0, 1, 3, 0, 0, 0);
    assertEquals(
        5 / 4.0 + 10 / 3.0,
        new TotalVariation(false).evaluate(Tiny.of(Objective.IMAGE, image)).value(),
        1e-12);
  }

  @Test
  void planes_are_no_neighbours() {
    INDArray image = Tiny.array(new long[] {1, 3, 2, 2}, 0, 0, 0, 0, 1, 1, 1, 1, 5, 5, 5, 5);
    assertEquals(
        0, new TotalVariation(false).evaluate(Tiny.of(Objective.IMAGE, image)).value(), 1e-12);
  }

  @Test
  void an_image_of_one_pixel_has_no_variation() {
    INDArray image = Tiny.array(new long[] {1, 3, 1, 1}, 0, 0.5, 1);
    Evaluation evaluation = new TotalVariation(false).evaluate(Tiny.of(Objective.IMAGE, image));
    assertEquals(0, evaluation.value());
    assertEquals(0, evaluation.gradients().get(Objective.IMAGE).norm1Number().doubleValue());
  }

  @Test
  void l1_is_the_mean_distance_from_grey() {
    INDArray image = Tiny.array(new long[] {1, 3, 1, 1}, 0, 0.5, 0.75);
    assertEquals(0.25, new L1(0.5).evaluate(Tiny.of(Objective.IMAGE, image)).value(), 1e-12);
  }

  @Test
  void l2_is_the_mean_squared_distance_from_grey() {
    INDArray image = Tiny.array(new long[] {1, 3, 1, 1}, 0, 0.5, 0.75);
    assertEquals(0.3125 / 3, new L2(0.5).evaluate(Tiny.of(Objective.IMAGE, image)).value(), 1e-12);
  }

  @Test
  void a_feature_loss_is_the_mean_squared_difference_of_the_targets_mean_square() {
    FeatureLoss loss = new FeatureLoss("a", Tiny.array(new long[] {1, 1, 2, 2}, 1, 2, 3, 0));
    assertEquals(16 / 14.0, loss.evaluate(PAIR).value(), 1e-12);
  }

  @Test
  void a_content_target_is_copied() {
    INDArray features = PAIR.of("a").dup();
    FeatureLoss content = new FeatureLoss("a", features);
    features.assign(0);
    assertEquals(0, content.evaluate(PAIR).value());
  }

  @Test
  void a_vector_is_copied_in_and_out() {
    double[] vector = {1, 0.5};
    var direction = new ChannelDirection("a", vector, 0);
    vector[0] = 100;
    direction.vector()[0] = 100;
    assertEquals(1.5, direction.evaluate(PAIR).value(), 1e-12);
  }

  @Test
  void sums_of_many_are_as_exact_as_float32_numbers_are() {
    INDArray x = Tiny.random(DataType.FLOAT, 1, 1, 100, 100, 64);
    double exact = 0;
    for (float v : x.data().asFloat()) {
      exact += (double) v * v;
    }
    assertEquals(exact, Sums.ofSquares(x), 1e-6 * exact);
  }
}
