package reverie.objective;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;
import reverie.network.Activations;

/** Objectives that measure the pictures of a batch against each other, or each by its own goal. */
class BatchObjectivesTest {
  private static final double STEP = 1e-5;

  static Stream<Objective> all() {
    return Stream.of(
        new Diversity("mixed4"),
        new Alignment("mixed4"),
        new Each(
            List.of(
                Objectives.parse("channel:mixed4:1", Tiny.context()),
                Objectives.parse("2*mixed4 - 0.5*neuron:mixed4:3", Tiny.context()),
                Objectives.parse("-direction:mixed4:0=1,2=3:1", Tiny.context()))));
  }

  private static INDArray features(DataType type) {
    return Tiny.random(type, 3, 3, 2, 3, 5);
  }

  @ParameterizedTest
  @MethodSource("all")
  void its_gradient_is_that_of_central_differences(Objective objective) {
    INDArray x = features(DataType.DOUBLE);
    INDArray gradient =
        objective.evaluate(Tiny.of("mixed4", x)).gradients().get("mixed4").reshape(x.length());
    INDArray flat = x.reshape(x.length());
    for (int i = 0; i < flat.length(); i++) {
      double at = flat.getDouble(i);
      flat.putScalar(i, at + STEP);
      double above = objective.evaluate(Tiny.of("mixed4", x)).value();
      flat.putScalar(i, at - STEP);
      double below = objective.evaluate(Tiny.of("mixed4", x)).value();
      flat.putScalar(i, at);
      assertEquals((above - below) / (2 * STEP), gradient.getDouble(i), 1e-7);
    }
  }

  @ParameterizedTest
  @MethodSource("all")
  void float32_measures_what_float64_does(Objective objective) {
    Evaluation exact = objective.evaluate(Tiny.of("mixed4", features(DataType.DOUBLE)));
    Evaluation single = objective.evaluate(Tiny.of("mixed4", features(DataType.FLOAT)));
    assertEquals(exact.value(), single.value(), 1e-5 * Math.abs(exact.value()));
    assertEquals(DataType.FLOAT, single.gradients().get("mixed4").dataType());
  }

  @Test
  void pictures_that_are_alike_have_a_diversity_loss_of_one_and_no_way_apart() {
    INDArray one = Tiny.random(DataType.DOUBLE, 5, 1, 2, 3, 5);
    Evaluation same = new Diversity("mixed4").evaluate(Tiny.of("mixed4", Nd4j.concat(0, one, one)));
    assertEquals(1, same.value(), 1e-12);
    assertEquals(0, same.gradients().get("mixed4").normmaxNumber().doubleValue(), 1e-12);
  }

  @Test
  void pictures_of_channels_apart_have_a_diversity_loss_of_zero() {
    INDArray x = Nd4j.zeros(DataType.DOUBLE, 2, 2, 3, 5);
    x.putScalar(new int[] {0, 0, 0, 1}, 2);
    x.putScalar(new int[] {1, 1, 2, 4}, 3);
    assertEquals(0, new Diversity("mixed4").evaluate(Tiny.of("mixed4", x)).value(), 1e-12);
  }

  @Test
  void one_picture_is_neither_alike_nor_apart() {
    Activations alone = Tiny.activations(DataType.DOUBLE, 1, 1);
    assertEquals(0, new Diversity("mixed4").evaluate(alone).value());
    assertEquals(0, new Alignment("mixed4").evaluate(alone).value());
  }

  @Test
  void neighbours_count_half_of_their_mean_squared_difference_and_less_further_apart() {
    INDArray x = Nd4j.zeros(DataType.DOUBLE, 3, 1, 1, 2);
    x.putScalar(new int[] {1, 0, 0, 0}, 2);
    // 0 and 1: 4 / 2 channels * 1/2; 1 and 2 the same; 0 and 2 are alike.
    assertEquals(2, new Alignment("mixed4").evaluate(Tiny.of("mixed4", x)).value(), 1e-12);
  }

  @Test
  void each_picture_has_the_gradient_that_it_has_alone() {
    Goal first = Objectives.parse("channel:mixed4:1", Tiny.context());
    Goal second = Objectives.parse("mixed4", Tiny.context());
    INDArray x = Tiny.random(DataType.FLOAT, 4, 2, 2, 3, 5);
    Evaluation both = new Each(List.of(first, second)).evaluate(Tiny.of("mixed4", x));
    INDArray own =
        x.get(
                NDArrayIndex.interval(1, 2),
                NDArrayIndex.all(),
                NDArrayIndex.all(),
                NDArrayIndex.all())
            .dup('c');
    GoalValue alone = second.evaluate(Tiny.of("mixed4", own));
    assertArrayEquals(
        alone.gradients().get("mixed4").dup('c').data().asFloat(),
        both.gradients().get("mixed4").slice(1).dup('c').data().asFloat());
  }

  @Test
  void another_number_of_pictures_is_refused() {
    Each two =
        new Each(
            List.of(
                Objectives.parse("mixed4", Tiny.context()),
                Objectives.parse("mixed4", Tiny.context())));
    Activations three = Tiny.of("mixed4", features(DataType.FLOAT));
    assertThrows(IllegalArgumentException.class, () -> two.evaluate(three));
  }
}
