package reverie.optimize;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** What every optimiser promises. */
class OptimizerContractTest {
  static Stream<OptimizerKind> kinds() {
    return Optimizers.ALL.all().stream();
  }

  private static Optimizer optimizer(OptimizerKind kind) {
    return kind.of(kind.rate());
  }

  private static void steps(Optimizer optimizer, INDArray parameters, int count) {
    LossFunction function = Landscapes.bowl();
    for (int i = 0; i < count; i++) {
      optimizer.step(parameters, function);
    }
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void a_few_steps_lower_the_loss(OptimizerKind kind) {
    INDArray parameters = Landscapes.start();
    double before = Landscapes.bowl().at(parameters).value();
    steps(optimizer(kind), parameters, 5);
    assertTrue(Landscapes.bowl().at(parameters).value() < before);
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void the_loss_returned_is_the_one_before_the_step(OptimizerKind kind) {
    INDArray parameters = Landscapes.start();
    Optimizer optimizer = optimizer(kind);
    LossFunction function = Landscapes.bowl();
    for (int i = 0; i < 3; i++) {
      double before = function.at(parameters).value();
      assertEquals(before, optimizer.step(parameters, function).value());
    }
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void the_same_steps_give_the_same_bytes(OptimizerKind kind) {
    INDArray first = Landscapes.start();
    INDArray second = Landscapes.start();
    steps(optimizer(kind), first, 7);
    steps(optimizer(kind), second, 7);
    assertArrayEquals(first.data().asFloat(), second.data().asFloat());
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void going_on_from_a_snapshot_gives_the_same_bytes(OptimizerKind kind) {
    INDArray parameters = Landscapes.start();
    Optimizer optimizer = optimizer(kind);
    steps(optimizer, parameters, 13);
    OptimizerState state = optimizer.snapshot();
    INDArray elsewhere = parameters.dup();
    steps(optimizer, parameters, 9);

    Optimizer other = optimizer(kind);
    other.restore(state);
    steps(other, elsewhere, 9);

    assertEquals(22, other.snapshot().steps());
    assertArrayEquals(parameters.data().asFloat(), elsewhere.data().asFloat());
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void a_snapshot_before_the_first_step_can_be_restored(OptimizerKind kind) {
    Optimizer optimizer = optimizer(kind);
    optimizer.restore(optimizer(kind).snapshot());
    INDArray parameters = Landscapes.start();
    steps(optimizer, parameters, 2);
    assertFalse(Arrays.equals(Landscapes.start().data().asFloat(), parameters.data().asFloat()));
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void a_zero_gradient_takes_no_step_and_makes_no_nan(OptimizerKind kind) {
    INDArray parameters = Landscapes.start();
    Optimizer optimizer = optimizer(kind);
    for (int i = 0; i < 3; i++) {
      optimizer.step(parameters, p -> Loss.of(4, p.mul(0)));
    }
    assertArrayEquals(Landscapes.start().data().asFloat(), parameters.data().asFloat());
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void nothing_changes_where_a_gradient_a_loss_or_a_term_is_not_finite(OptimizerKind kind) {
    INDArray parameters = Landscapes.start();
    Optimizer optimizer = optimizer(kind);
    steps(optimizer, parameters, 3);
    float[] before = parameters.data().asFloat();
    OptimizerState state = optimizer.snapshot();
    LossFunction nanGradient =
        p -> {
          INDArray gradient = p.dup();
          gradient.putScalar(new int[] {1, 2, 3, 4}, Float.NaN);
          return Loss.of(1, gradient);
        };
    LossFunction nanTerm = p -> new Loss(1, Map.of("dot:mixed3", Double.NaN), p.dup());
    LossFunction nanLoss = p -> Loss.of(Double.POSITIVE_INFINITY, p.dup());
    for (LossFunction function : new LossFunction[] {nanGradient, nanTerm, nanLoss}) {
      assertThrows(NonFiniteException.class, () -> optimizer.step(parameters, function));
      assertArrayEquals(before, parameters.data().asFloat());
      assertEquals(state.steps(), optimizer.snapshot().steps());
      state
          .arrays()
          .forEach(
              (name, array) ->
                  assertArrayEquals(
                      array.data().asFloat(), optimizer.snapshot().array(name).data().asFloat()));
    }
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void a_strided_gradient_steps_as_its_copy_does(OptimizerKind kind) {
    INDArray first = Landscapes.start();
    INDArray second = Landscapes.start();
    optimizer(kind).step(first, Landscapes.bowl());
    optimizer(kind)
        .step(
            second,
            p -> {
              Loss loss = Landscapes.bowl().at(p);
              INDArray channelsLast = loss.gradient().permute(0, 2, 3, 1).dup('c');
              return Loss.of(loss.value(), channelsLast.permute(0, 3, 1, 2));
            });
    assertEquals(0, first.sub(second).normmaxNumber().doubleValue(), 1e-6);
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void the_rate_changes_the_step(OptimizerKind kind) {
    INDArray first = Landscapes.start();
    INDArray second = Landscapes.start();
    kind.of(kind.rate()).step(first, Landscapes.bowl());
    kind.of(kind.rate() / 3).step(second, Landscapes.bowl());
    assertFalse(Arrays.equals(first.data().asFloat(), second.data().asFloat()));
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void an_impossible_rate_is_refused(OptimizerKind kind) {
    for (double rate : new double[] {0, -1, Double.NaN, Double.POSITIVE_INFINITY}) {
      assertThrows(IllegalArgumentException.class, () -> kind.of(rate));
    }
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void float64_parameters_stay_float64(OptimizerKind kind) {
    INDArray parameters = Landscapes.start().castTo(DataType.DOUBLE);
    steps(optimizer(kind), parameters, 2);
    assertEquals(DataType.DOUBLE, parameters.dataType());
  }
}
