package reverie.optimize;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.ops.transforms.Transforms;
import reverie.tensor.Dense;

/**
 * The same step for every parameter, up or down: {@code parameters -= stepSize * sign(g)}. One step
 * is the fast gradient sign method (Goodfellow, Shlens and Szegedy 2015), many within a ball are
 * projected gradient descent (Madry et al. 2018).
 */
public final class SignAscent implements Optimizer {
  private final double stepSize;
  private long steps;

  /** Steps of that size, above 0, in units of the parameters. */
  public SignAscent(double stepSize) {
    if (!(stepSize > 0) || Double.isInfinite(stepSize)) {
      throw new IllegalArgumentException("a step size above 0, got " + stepSize);
    }
    this.stepSize = stepSize;
  }

  @Override
  public Loss step(INDArray parameters, LossFunction function) {
    Loss loss = function.at(parameters).orFail();
    INDArray direction = Transforms.sign(Dense.copyIfStrided(loss.gradient()), false);
    parameters.subi(direction.muli(stepSize));
    steps++;
    return loss;
  }

  @Override
  public OptimizerState snapshot() {
    return new OptimizerState(steps, OptimizerState.NEW.arrays());
  }

  @Override
  public void restore(OptimizerState state) {
    steps = state.steps();
  }
}
