package reverie.optimize;

import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.nd4j.linalg.api.ndarray.INDArray;
import reverie.support.UserException;
import reverie.tensor.StepMemory;
import reverie.tensor.Sums;

/**
 * Runs the steps of a whole work, phase by phase, and tells a listener. Each step runs in its own
 * {@link StepMemory}; between steps it stops if it is asked to. A step that fails leaves the
 * parameters of the last whole step, unless it is {@link #withoutUndo}.
 *
 * <pre>{@code
 * StepLoop loop = new StepLoop(List.of(10, 10), listener, interrupted::get);
 * boolean more = loop.run(firstPhase, parameters, optimizer)
 *     && loop.run(secondPhase, resized(parameters), optimizer);
 * }</pre>
 */
public final class StepLoop {
  private final int[] plan;
  private final int totalSteps;
  private final Consumer<RunEvent> listener;
  private final BooleanSupplier cancelled;

  private int phase;
  private int step;
  private int total;
  private int taken;
  private long startedAt;
  private boolean started;
  private boolean finished;
  private boolean undoing = true;

  /**
   * A run that has not begun.
   *
   * @param plan how many steps each phase has, each at least 0
   * @param listener told of every event, on the thread that runs the steps
   * @param cancelled asked before each step whether to stop
   */
  public StepLoop(List<Integer> plan, Consumer<RunEvent> listener, BooleanSupplier cancelled) {
    this.plan = plan.stream().mapToInt(Integer::intValue).toArray();
    int sum = 0;
    for (int steps : this.plan) {
      if (steps < 0) {
        throw new IllegalArgumentException("at least 0 steps in each phase, got " + plan);
      }
      sum = Math.addExact(sum, steps);
    }
    if (plan.isEmpty()) {
      throw new IllegalArgumentException("at least one phase, got none");
    }
    this.totalSteps = sum;
    this.listener = listener;
    this.cancelled = cancelled;
  }

  /**
   * Goes on after that many steps of the run, as from a checkpoint: before anything was run.
   *
   * @param done steps taken before, in all phases together
   */
  public StepLoop resumeAfter(int done) {
    if (started || done < 0 || done > totalSteps) {
      throw new IllegalArgumentException("0 to " + totalSteps + " steps, before any, got " + done);
    }
    total = done;
    step = done;
    for (phase = 0; phase < plan.length - 1 && step >= plan[phase]; phase++) {
      step -= plan[phase];
    }
    return this;
  }

  /**
   * Does without a copy of the parameters: those of a step that fails are lost. For whoever has no
   * use for them then, or no memory for both.
   */
  public StepLoop withoutUndo() {
    undoing = false;
    return this;
  }

  /** The place of the next step; its phase is the one that {@link #run} will run. */
  public Position position() {
    return new Position(phase, plan.length, step, plan[phase], total, totalSteps);
  }

  /**
   * Runs what is left of the phase at hand.
   *
   * @param parameters changed in place; afterwards those of the last whole step
   * @return whether to go on: false after the last phase, and if the run was asked to stop
   * @throws UserException if the loss, its gradient or the parameters become NaN or infinite
   */
  public boolean run(Phase current, INDArray parameters, Optimizer optimizer) {
    if (finished) {
      throw new IllegalStateException("the run is over");
    }
    if (!started) {
      started = true;
      startedAt = System.nanoTime();
      listener.accept(new RunEvent.Started(position()));
    }
    listener.accept(new RunEvent.Rescaled(position(), current.width(), current.height()));
    INDArray before = undoing ? parameters.ulike() : null;
    try {
      while (step < plan[phase]) {
        if (cancelled.getAsBoolean()) {
          finish(true);
          return false;
        }
        take(current, parameters, optimizer, before);
      }
    } finally {
      StepMemory.release();
    }
    if (phase == plan.length - 1) {
      finish(false);
      return false;
    }
    phase++;
    step = 0;
    return true;
  }

  private void take(Phase current, INDArray parameters, Optimizer optimizer, INDArray before) {
    Position position = position();
    long from = System.nanoTime();
    if (undoing) {
      before.assign(parameters);
    }
    boolean whole = false;
    Loss loss;
    try {
      loss = step(current, parameters, optimizer, position);
      whole = true;
    } catch (NonFiniteException e) {
      throw new UserException(
          "stopped at " + position + ": " + e.getMessage(),
          "Try a smaller step size, or full precision.",
          e);
    } finally {
      if (!whole && undoing) {
        parameters.assign(before);
      }
    }
    step++;
    total++;
    taken++;
    if (current.enough().test(loss.value())) {
      // What is left counts as done: positions, and what is drawn for them, stay the same.
      total += plan[phase] - step;
      step = plan[phase];
    }
    listener.accept(
        new RunEvent.Stepped(position, loss.value(), loss.terms(), millisecondsSince(from)));
    listener.accept(
        new RunEvent.Snapshot(
            position,
            () -> parameters.dup('c'),
            () -> current.image().apply(parameters),
            optimizer::snapshot));
  }

  /** One step; of the loss, only the numbers may be used afterwards. */
  @SuppressWarnings("try")
  private static Loss step(
      Phase current, INDArray parameters, Optimizer optimizer, Position position) {
    try (StepMemory memory = StepMemory.open()) {
      optimizer.anneal(current.rate().applyAsDouble(position.progress()));
      Loss loss = optimizer.step(parameters, current.function().at(position));
      // Before the constraint: clamping may turn NaN into a colour.
      if (!Double.isFinite(Sums.sum(parameters))) {
        throw new NonFiniteException("the parameters are no longer finite");
      }
      current.constrain().accept(parameters);
      return loss;
    }
  }

  private void finish(boolean early) {
    finished = true;
    listener.accept(new RunEvent.Finished(taken, early, millisecondsSince(startedAt)));
  }

  private static double millisecondsSince(long nanos) {
    return (System.nanoTime() - nanos) / 1e6;
  }
}
