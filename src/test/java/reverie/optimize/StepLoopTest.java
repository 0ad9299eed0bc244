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
import reverie.support.UserException;

class StepLoopTest {
  private final List<RunEvent> events = new ArrayList<>();

  private static Phase phase(StepFunction function) {
    return new Phase(7, 5, function, parameters -> {}, UnaryOperator.identity());
  }

  private static Phase bowl() {
    return phase(StepFunction.always(Landscapes.bowl()));
  }

  private static Optimizer adam() {
    return new Adam(0.02, 0.9, 0.99, 1e-8);
  }

  private <E extends RunEvent> List<E> all(Class<E> kind) {
    return events.stream().filter(kind::isInstance).map(kind::cast).toList();
  }

  @Test
  void events_come_in_their_order() {
    StepLoop loop = new StepLoop(List.of(2, 1), events::add, () -> false);
    INDArray parameters = Landscapes.start();
    assertTrue(loop.run(bowl(), parameters, adam()));
    assertFalse(loop.run(bowl(), parameters, adam()));
    assertEquals(
        List.of(
            "Started",
            "Rescaled",
            "Stepped",
            "Snapshot",
            "Stepped",
            "Snapshot",
            "Rescaled",
            "Stepped",
            "Snapshot",
            "Finished"),
        events.stream().map(e -> e.getClass().getSimpleName()).toList());
    assertEquals(new RunEvent.Rescaled(new Position(1, 2, 0, 1, 2, 3), 7, 5), events.get(6));
    RunEvent.Finished finished = all(RunEvent.Finished.class).get(0);
    assertEquals(3, finished.steps());
    assertFalse(finished.cancelled());
  }

  @Test
  void a_step_tells_its_place_its_loss_and_its_terms() {
    StepLoop loop = new StepLoop(List.of(1, 2), events::add, () -> false);
    StepFunction function =
        at -> p -> new Loss(at.total() * 10, Map.of("a", at.step() * 1.0), p.mul(0));
    INDArray parameters = Landscapes.start();
    loop.run(phase(function), parameters, adam());
    loop.run(phase(function), parameters, adam());
    RunEvent.Stepped last = all(RunEvent.Stepped.class).get(2);
    assertEquals(new Position(1, 2, 1, 2, 2, 3), last.position());
    assertEquals("step 3 of 3", last.position().toString());
    assertEquals(20, last.value());
    assertEquals(Map.of("a", 1.0), last.terms());
    assertTrue(last.milliseconds() >= 0);
  }

  @Test
  void a_run_lowers_the_loss_with_arrays_that_live_for_a_step() {
    for (OptimizerKind kind : Optimizers.ALL.all()) {
      INDArray parameters = Landscapes.start();
      events.clear();
      new StepLoop(List.of(20), events::add, () -> false)
          .run(bowl(), parameters, kind.of(kind.rate()));
      List<RunEvent.Stepped> steps = all(RunEvent.Stepped.class);
      assertTrue(steps.get(19).value() < steps.get(0).value(), kind.name());
    }
  }

  @Test
  void the_loop_takes_the_steps_that_the_optimiser_takes_alone() {
    for (OptimizerKind kind : Optimizers.ALL.all()) {
      INDArray looped = Landscapes.start();
      new StepLoop(List.of(12), events::add, () -> false).run(bowl(), looped, kind.of(kind.rate()));
      INDArray alone = Landscapes.start();
      Optimizer optimizer = kind.of(kind.rate());
      LossFunction function = Landscapes.bowl();
      for (int i = 0; i < 12; i++) {
        optimizer.step(alone, function);
      }
      assertArrayEquals(alone.data().asFloat(), looped.data().asFloat(), kind.name());
    }
  }

  @Test
  void parameters_are_constrained_after_each_step() {
    INDArray parameters = Landscapes.start();
    Phase constrained =
        new Phase(7, 5, StepFunction.always(Landscapes.bowl()), p -> p.assign(3), p -> p);
    new StepLoop(List.of(2), events::add, () -> false).run(constrained, parameters, adam());
    assertEquals(3, parameters.minNumber().doubleValue());
  }

  @Test
  void a_snapshot_gives_copies_of_what_there_is() {
    List<INDArray> parameters = new ArrayList<>();
    List<OptimizerState> states = new ArrayList<>();
    List<Double> images = new ArrayList<>();
    StepLoop loop =
        new StepLoop(
            List.of(3),
            event -> {
              if (event instanceof RunEvent.Snapshot snapshot) {
                parameters.add(snapshot.parameters().get());
                states.add(snapshot.optimizer().get());
                images.add(snapshot.image().get().getDouble(0));
              }
            },
            () -> false);
    INDArray at = Landscapes.start();
    Phase doubled = new Phase(7, 5, StepFunction.always(Landscapes.bowl()), p -> {}, p -> p.mul(2));
    loop.run(doubled, at, adam());
    assertFalse(parameters.get(0).getDouble(0) == parameters.get(2).getDouble(0));
    assertArrayEquals(at.data().asFloat(), parameters.get(2).data().asFloat());
    assertEquals(2 * parameters.get(0).getDouble(0), images.get(0));
    assertEquals(List.of(1L, 2L, 3L), states.stream().map(OptimizerState::steps).toList());
  }

  @Test
  void a_run_asked_to_stop_keeps_its_last_whole_step() {
    INDArray parameters = Landscapes.start();
    StepLoop loop =
        new StepLoop(List.of(5, 5), events::add, () -> all(RunEvent.Stepped.class).size() == 2);
    assertFalse(loop.run(bowl(), parameters, adam()));
    RunEvent.Finished finished = all(RunEvent.Finished.class).get(0);
    assertTrue(finished.cancelled());
    assertEquals(2, finished.steps());
    INDArray expected = Landscapes.start();
    new StepLoop(List.of(2), e -> {}, () -> false).run(bowl(), expected, adam());
    assertArrayEquals(expected.data().asFloat(), parameters.data().asFloat());
    assertThrows(IllegalStateException.class, () -> loop.run(bowl(), parameters, adam()));
  }

  @Test
  void a_run_resumed_from_a_snapshot_gives_the_same_bytes() {
    INDArray whole = Landscapes.start();
    new StepLoop(List.of(3, 4), e -> {}, () -> false).run(bowl(), whole, adam());
    StepLoop both = new StepLoop(List.of(3, 4), e -> {}, () -> false);
    StepFunction moving =
        at -> p -> Landscapes.bowl().at(p.add(at.total())); // differs from step to step
    INDArray expected = Landscapes.start();
    Optimizer one = adam();
    both.run(phase(moving), expected, one);
    both.run(phase(moving), expected, one);

    INDArray resumed = Landscapes.start();
    Optimizer first = adam();
    StepLoop begun = new StepLoop(List.of(3, 4), e -> {}, () -> false);
    begun.run(phase(moving), resumed, first);
    Optimizer second = adam();
    second.restore(first.snapshot());
    StepLoop goesOn = new StepLoop(List.of(3, 4), events::add, () -> false).resumeAfter(3);
    assertEquals(new Position(1, 2, 0, 4, 3, 7), goesOn.position());
    assertFalse(goesOn.run(phase(moving), resumed, second));
    assertArrayEquals(expected.data().asFloat(), resumed.data().asFloat());
  }

  @Test
  void a_run_can_be_resumed_within_a_phase() {
    StepLoop loop = new StepLoop(List.of(3, 4), events::add, () -> false).resumeAfter(5);
    assertEquals(new Position(1, 2, 2, 4, 5, 7), loop.position());
    loop.run(bowl(), Landscapes.start(), adam());
    assertEquals(2, all(RunEvent.Stepped.class).size());
  }

  @Test
  void a_term_that_becomes_nan_stops_the_run_and_keeps_the_step_before() {
    INDArray parameters = Landscapes.start();
    StepFunction failing =
        at ->
            p -> {
              Loss loss = Landscapes.bowl().at(p);
              double term = at.step() == 2 ? Double.NaN : 1;
              return new Loss(loss.value(), Map.of("layer:mixed3", term), loss.gradient());
            };
    StepLoop loop = new StepLoop(List.of(9), events::add, () -> false);
    UserException stopped =
        assertThrows(UserException.class, () -> loop.run(phase(failing), parameters, adam()));
    assertEquals("stopped at step 3 of 9: the term 'layer:mixed3' is NaN", stopped.getMessage());
    assertTrue(stopped.hint().contains("smaller step size"));
    INDArray expected = Landscapes.start();
    new StepLoop(List.of(2), e -> {}, () -> false).run(bowl(), expected, adam());
    assertArrayEquals(expected.data().asFloat(), parameters.data().asFloat());
  }

  @Test
  void parameters_that_overflow_stop_the_run_and_keep_the_step_before() {
    INDArray parameters = Landscapes.start();
    StepLoop loop = new StepLoop(List.of(9), events::add, () -> false);
    Phase clamped =
        new Phase(7, 5, StepFunction.always(Landscapes.bowl()), p -> p.assign(0.5), p -> p);
    assertThrows(
        UserException.class, () -> loop.run(clamped, parameters, new Adam(3e38, 0.9, 0.99, 1e-8)));
    assertArrayEquals(Landscapes.start().data().asFloat(), parameters.data().asFloat());
  }

  @Test
  void a_step_that_fails_otherwise_keeps_the_step_before() {
    INDArray parameters = Landscapes.start();
    Optimizer halfway =
        new Optimizer() {
          @Override
          public Loss step(INDArray at, LossFunction function) {
            at.assign(7);
            throw new IllegalStateException("out of memory");
          }

          @Override
          public OptimizerState snapshot() {
            return OptimizerState.NEW;
          }

          @Override
          public void restore(OptimizerState state) {}
        };
    StepLoop loop = new StepLoop(List.of(9), events::add, () -> false);
    assertThrows(IllegalStateException.class, () -> loop.run(bowl(), parameters, halfway));
    assertArrayEquals(Landscapes.start().data().asFloat(), parameters.data().asFloat());
  }

  @Test
  void lbfgs_evaluates_one_unchanging_function_about_once_a_step() {
    int[] evaluations = new int[1];
    LossFunction bowl = Landscapes.bowl();
    StepFunction counted =
        StepFunction.always(
            p -> {
              evaluations[0]++;
              return bowl.at(p);
            });
    new StepLoop(List.of(12), events::add, () -> false)
        .run(phase(counted), Landscapes.start(), new Lbfgs(10, 1));
    assertTrue(evaluations[0] <= 24, evaluations[0] + " evaluations");
  }

  @Test
  void impossible_plans_are_refused() {
    assertThrows(
        IllegalArgumentException.class, () -> new StepLoop(List.of(), e -> {}, () -> false));
    assertThrows(
        IllegalArgumentException.class, () -> new StepLoop(List.of(-1), e -> {}, () -> false));
    StepLoop loop = new StepLoop(List.of(3), e -> {}, () -> false);
    assertThrows(IllegalArgumentException.class, () -> loop.resumeAfter(4));
  }
}
