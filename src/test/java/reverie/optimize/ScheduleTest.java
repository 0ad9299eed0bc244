package reverie.optimize;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Rates that fall, averages of iterates, early ends, and optimisers that change their size. */
class ScheduleTest {
  private static INDArray vector(double... values) {
    return Nd4j.createFromArray(values);
  }

  private static LossFunction slope(double... gradient) {
    return p -> new Loss(1, Map.of(), vector(gradient));
  }

  @Test
  void half_the_rate_is_half_the_step() {
    for (String name : List.of("adam", "ascent")) {
      double[] moved = new double[2];
      for (int i = 0; i < 2; i++) {
        Optimizer optimizer = Optimizers.ALL.get(name).of(0.1);
        optimizer.anneal(i == 0 ? 1 : 0.5);
        INDArray parameters = vector(1, 1);
        optimizer.step(parameters, slope(3, -2));
        moved[i] = 1 - parameters.getDouble(0);
      }
      assertEquals(moved[0], 2 * moved[1], 1e-9, name);
      assertTrue(moved[0] > 0.01, name);
    }
  }

  @Test
  void a_phase_anneals_by_its_progress() {
    List<Double> shares = new ArrayList<>();
    Optimizer recorder =
        new Optimizer() {
          @Override
          public Loss step(INDArray parameters, LossFunction function) {
            return function.at(parameters);
          }

          @Override
          public OptimizerState snapshot() {
            return OptimizerState.NEW;
          }

          @Override
          public void restore(OptimizerState state) {}

          @Override
          public void anneal(double share) {
            shares.add(share);
          }
        };
    Phase phase =
        new Phase(
            1,
            1,
            StepFunction.always(slope(0)),
            p -> {},
            UnaryOperator.identity(),
            progress -> 1 - progress / 2,
            loss -> false);
    new StepLoop(List.of(4), event -> {}, () -> false).run(phase, vector(1), recorder);
    assertEquals(List.of(0.875, 0.75, 0.625, 0.5), shares);
  }

  @Test
  void adam_takes_its_moments_to_another_size() {
    Adam adam = new Adam(0.1, 0.9, 0.99, 1e-8);
    INDArray small = vector(1, 1);
    adam.step(small, slope(4, -8));
    double m = adam.snapshot().array("m").getDouble(0);
    double v = adam.snapshot().array("v").getDouble(0);
    adam.resize(array -> Nd4j.concat(0, array, array), 0.5);
    INDArray resized = adam.snapshot().array("m");
    assertArrayEquals(new double[] {m / 2, -m, m / 2, -m}, resized.toDoubleVector(), 1e-12);
    assertEquals(v / 4, adam.snapshot().array("v").getDouble(2), 1e-12);
    assertEquals(1, adam.snapshot().steps());
    // An overshoot of the resampling is no mean square.
    adam.resize(array -> array.sub(1000), 1);
    assertEquals(0, adam.snapshot().array("v").getDouble(0));
  }

  @Test
  void a_line_search_forgets_when_the_size_changes() {
    Lbfgs lbfgs = new Lbfgs(5, 1);
    INDArray parameters = Landscapes.start();
    for (int i = 0; i < 3; i++) {
      lbfgs.step(parameters, Landscapes.bowl());
    }
    lbfgs.resize(UnaryOperator.identity(), 1);
    assertEquals(0, lbfgs.snapshot().steps());
    assertEquals(Map.of(), lbfgs.snapshot().arrays());
  }

  @Test
  void an_average_of_iterates_has_no_bias_to_zero() {
    IterateAverage average = new IterateAverage(0.5, vector(0, 0));
    assertTrue(average.isEmpty());
    assertThrows(IllegalStateException.class, average::value);
    average.add(vector(4, 2));
    assertArrayEquals(new double[] {4, 2}, average.value().toDoubleVector(), 1e-12);
    average.add(vector(1, 2));
    assertArrayEquals(new double[] {2, 2}, average.value().toDoubleVector(), 1e-12);
    IterateAverage again = new IterateAverage(0.5, vector(0, 0));
    again.restore(average.sum(), average.weight());
    again.add(vector(2, 9));
    average.add(vector(2, 9));
    assertEquals(average.value(), again.value());
  }

  @Test
  void no_averaging_is_the_last_iterate() {
    IterateAverage average = new IterateAverage(0, vector(0));
    average.add(vector(4));
    average.add(vector(7));
    assertEquals(7, average.value().getDouble(0));
  }

  @Test
  void a_plateau_is_reached_when_means_of_20_steps_stop_falling() {
    Plateau plateau = new Plateau(0.01);
    double loss = 100;
    for (int i = 0; i < 100; i++) {
      assertFalse(plateau.test(loss), "step " + i);
      loss *= 0.99;
    }
    int steps = 0;
    while (!plateau.test(loss)) {
      steps++;
    }
    assertTrue(steps > 15 && steps < 40, steps + " steps of one loss");
    Plateau never = new Plateau(0);
    for (int i = 0; i < 100; i++) {
      assertFalse(never.test(1));
    }
  }

  @Test
  void a_plateau_goes_on_from_its_snapshot() {
    Plateau one = new Plateau(0.01);
    for (int i = 0; i < 30; i++) {
      one.test(5);
    }
    Plateau other = new Plateau(0.01);
    other.restore(one.snapshot());
    for (int i = 30; i < 39; i++) {
      assertFalse(one.test(5));
      assertFalse(other.test(5));
    }
    assertTrue(one.test(5));
    assertTrue(other.test(5));
  }

  @Test
  void a_phase_that_has_enough_ends_and_the_next_keeps_its_positions() {
    List<Position> positions = new ArrayList<>();
    StepLoop loop =
        new StepLoop(
            List.of(5, 2),
            event -> {
              if (event instanceof RunEvent.Stepped stepped) {
                positions.add(stepped.position());
              }
            },
            () -> false);
    int[] asked = {0};
    Phase first =
        new Phase(
            1,
            1,
            StepFunction.always(slope(1)),
            p -> {},
            UnaryOperator.identity(),
            progress -> 1,
            loss -> ++asked[0] == 2);
    Optimizer adam = Optimizers.ALL.get("adam").of(0.1);
    assertTrue(loop.run(first, vector(1), adam));
    assertEquals(new Position(1, 2, 0, 2, 5, 7), loop.position());
    Phase second = new Phase(1, 1, StepFunction.always(slope(1)), p -> {}, p -> p);
    assertFalse(loop.run(second, vector(1), adam));
    assertEquals(List.of(0, 1, 5, 6), positions.stream().map(Position::total).toList());
  }
}
