package reverie.optimize;

import java.util.function.UnaryOperator;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Steps of one size whatever the gradient's: {@code parameters -= stepSize * g / norm(g)}. The step
 * of Deep Dream (google/deepdream divides by the mean absolute gradient, gordicaleksa by its
 * deviation); an ascent of the activations, since the loss is their negative.
 *
 * <p>Where the gradient is zero no step is taken. It remembers only how many were.
 */
public final class NormalisedAscent implements Optimizer {
  /** Below this, a gradient says nothing that float32 could carry. */
  private static final double NOTHING = 1e-36;

  private final double stepSize;
  private final GradientNorm norm;
  private long steps;
  private double share = 1;

  /**
   * Steps of that size.
   *
   * @param stepSize in units of the parameters; 0.01 is proven for pixels in [0, 1] and {@link
   *     GradientNorm#STD}
   */
  public NormalisedAscent(double stepSize, GradientNorm norm) {
    if (!(stepSize > 0) || Double.isInfinite(stepSize)) {
      throw new IllegalArgumentException("a step size above 0, got " + stepSize);
    }
    this.stepSize = stepSize;
    this.norm = norm;
  }

  @Override
  public Loss step(INDArray parameters, LossFunction function) {
    Loss loss = function.at(parameters);
    loss.numbersOrFail();
    double size = norm.of(loss.gradient());
    if (!Double.isFinite(size)) {
      throw new NonFiniteException(
          "the loss is " + loss.value() + " but its gradient is not finite");
    }
    if (size > NOTHING) {
      // Two factors, each within float32's range.
      INDArray direction = loss.gradient().divi(size).muli(stepSize * share);
      parameters.subi(direction);
    }
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

  @Override
  public void anneal(double newShare) {
    share = newShare;
  }

  @Override
  public void resize(UnaryOperator<INDArray> resize, double gradientFactor) {
    // It remembers nothing of pixels.
  }
}
