package reverie.optimize;

import org.nd4j.linalg.api.ndarray.INDArray;
import reverie.tensor.Dense;

/**
 * What is made smaller in each step; it may differ from step to step, as a random view does. A
 * function of the position: a step asked for twice is the same step.
 */
@FunctionalInterface
public interface StepFunction {
  /**
   * The loss of that step. Where it is the same in each step, the same object should be returned:
   * L-BFGS then saves an evaluation a step.
   */
  LossFunction at(Position position);

  /** One loss for all steps. */
  static StepFunction always(LossFunction function) {
    return position -> function;
  }

  /** This one, with its gradients filtered. */
  default StepFunction filtered(GradientFilter filter) {
    if (filter == GradientFilters.NONE) {
      return this;
    }
    return position -> {
      LossFunction function = at(position);
      return parameters -> {
        Loss loss = function.at(parameters);
        INDArray gradient = Dense.copyIfStrided(loss.gradient());
        filter.apply(gradient, position.progress());
        return new Loss(loss.value(), loss.terms(), gradient);
      };
    };
  }
}
