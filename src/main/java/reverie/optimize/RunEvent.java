package reverie.optimize;

import java.util.Map;
import java.util.function.Supplier;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * What happens in a run, in the order: Estimated, where the work knows; Started; for each phase
 * Rescaled, and for each of its steps Stepped and Snapshot; Finished. A run that fails with an
 * exception has no Finished.
 */
public sealed interface RunEvent {
  /**
   * What the run will take.
   *
   * @param bytes of memory, beyond what the program itself does
   * @param seconds of time; NaN where it is not known
   * @param tiles that the largest picture is looked at in; 1: at the whole
   */
  record Estimated(long bytes, double seconds, int tiles) implements RunEvent {}

  /**
   * The run begins, or goes on.
   *
   * @param first the position of its first step
   */
  record Started(Position first) implements RunEvent {}

  /**
   * A phase begins, at a size.
   *
   * @param position of its first step
   * @param width of the image in pixels
   * @param height of the image in pixels
   */
  record Rescaled(Position position, int width, int height) implements RunEvent {}

  /**
   * A step was taken.
   *
   * @param position of the step
   * @param value the loss before it
   * @param terms each term's own value, by its text
   * @param milliseconds what the step took
   */
  record Stepped(Position position, double value, Map<String, Double> terms, double milliseconds)
      implements RunEvent {}

  /**
   * What there is after a step, for previews and checkpoints; costs nothing unless asked for, and
   * may be asked for only while the listener handles this event.
   *
   * @param position of the step
   * @param parameters makes a copy of them
   * @param image paints them, {@code [n, 3, h, w]} in [0, 1]; may be the parameters themselves: to
   *     be read, not kept
   * @param optimizer makes a copy of the optimiser's state
   */
  record Snapshot(
      Position position,
      Supplier<INDArray> parameters,
      Supplier<INDArray> image,
      Supplier<OptimizerState> optimizer)
      implements RunEvent {}

  /**
   * The run ends.
   *
   * @param steps how many steps were taken, in this process
   * @param cancelled whether it was asked to stop before its last step
   * @param milliseconds what it took since Started
   */
  record Finished(int steps, boolean cancelled, double milliseconds) implements RunEvent {}
}
