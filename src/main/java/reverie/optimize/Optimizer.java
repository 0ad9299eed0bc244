package reverie.optimize;

import java.util.function.UnaryOperator;
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

  /**
   * Sets the share of its rate that the next steps take, as a schedule goes down; L-BFGS, whose
   * line search finds its own, takes no notice.
   *
   * @param share above 0; 1 at first
   */
  default void anneal(double share) {}

  /**
   * Goes on with parameters of another size: what it remembers by pixel is resized with them, what
   * cannot be is forgotten.
   *
   * @param resize an array of the old size as one of the new
   * @param gradientFactor how much larger gradients will be, as where a loss is a mean over pixels:
   *     old pixels / new pixels
   */
  default void resize(UnaryOperator<INDArray> resize, double gradientFactor) {
    restore(OptimizerState.NEW);
  }
}
