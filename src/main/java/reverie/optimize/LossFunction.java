package reverie.optimize;

import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The loss of one step. Asked twice with the same parameters it answers the same: L-BFGS may
 * evaluate a step twice.
 */
@FunctionalInterface
public interface LossFunction {
  /** The loss there; {@code parameters} are not changed. */
  Loss at(INDArray parameters);
}
