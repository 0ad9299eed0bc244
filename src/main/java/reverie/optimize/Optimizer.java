package reverie.optimize;

import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Makes a loss smaller, a step at a time. Holds its own state, of the parameters' shape; not shared
 * between runs.
 */
public interface Optimizer {
  /**
   * Takes one step: changes {@code parameters} in place. The loss returned is the one before the
   * step; its gradient has been used up.
   *
   * @throws NonFiniteException if the loss, a term or the gradient is not finite; neither the
   *     parameters nor the state have changed then
   */
  Loss step(INDArray parameters, LossFunction function);

  /** A deep copy of the state, to be kept or saved. */
  OptimizerState snapshot();

  /**
   * Goes on from a state that {@link #snapshot} gave, of this kind of optimiser: the next steps
   * give the same bytes as if it had not stopped.
   *
   * @throws IllegalArgumentException if the state lacks an array of this kind
   */
  void restore(OptimizerState state);
}
