package reverie.optimize;

import java.util.Map;
import java.util.function.UnaryOperator;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.impl.updaters.AdamUpdater;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.ops.transforms.Transforms;
import reverie.tensor.Dense;
import reverie.tensor.StepMemory;

/**
 * Adam (Kingma and Ba 2015), with bias correction: steps of about {@code learningRate} for each
 * parameter, smaller where its gradient changes its sign. Its state is "m" and "v", the running
 * means of the gradient and of its square.
 */
public final class Adam implements Optimizer {
  private final double learningRate;
  private final double beta1;
  private final double beta2;
  private final double epsilon;
  private OptimizerState state = OptimizerState.NEW;
  private double share = 1;

  /**
   * Adam.
   *
   * @param learningRate above 0, in units of the parameters
   * @param beta1 how much of the mean gradient is kept in a step, in [0, 1)
   * @param beta2 how much of the mean squared gradient is kept in a step, in [0, 1)
   * @param epsilon above 0, in units of the gradient: far smaller gradients give smaller steps
   */
  public Adam(double learningRate, double beta1, double beta2, double epsilon) {
    if (!(learningRate > 0) || !(epsilon > 0) || Double.isInfinite(learningRate)) {
      throw new IllegalArgumentException(
          "a learning rate and an epsilon above 0, got " + learningRate + " and " + epsilon);
    }
    if (!(beta1 >= 0 && beta1 < 1 && beta2 >= 0 && beta2 < 1)) {
      throw new IllegalArgumentException("betas in [0, 1), got " + beta1 + " and " + beta2);
    }
    this.learningRate = learningRate;
    this.beta1 = beta1;
    this.beta2 = beta2;
    this.epsilon = epsilon;
  }

  @Override
  public Loss step(INDArray parameters, LossFunction function) {
    Loss loss = function.at(parameters).orFail();
    if (state.arrays().isEmpty()) {
      state =
          StepMemory.keep(
              () -> new OptimizerState(0, Map.of("m", zeros(parameters), "v", zeros(parameters))));
    }
    INDArray update = Dense.copyIfStrided(loss.gradient());
    long t = state.steps() + 1;
    // ND4J adds its epsilon before the bias correction, the paper after it: so theirs is scaled.
    double paperEpsilon = epsilon * Math.sqrt(1 - Math.pow(beta2, (double) t));
    Nd4j.exec(
        new AdamUpdater(
            update,
            state.array("v"),
            state.array("m"),
            learningRate * share,
            beta1,
            beta2,
            paperEpsilon,
            (int) (t - 1)));
    parameters.subi(update);
    state = new OptimizerState(t, state.arrays());
    return loss;
  }

  private static INDArray resized(INDArray array, UnaryOperator<INDArray> resize) {
    INDArray other = resize.apply(array);
    if (other != array) {
      array.close();
    }
    return other;
  }

  private static INDArray zeros(INDArray like) {
    return Nd4j.zeros(like.dataType(), like.shape());
  }

  @Override
  public OptimizerState snapshot() {
    return state.copy();
  }

  @Override
  public void restore(OptimizerState from) {
    if (from.steps() > 0) {
      from.array("m");
      from.array("v");
    }
    OptimizerState own = state;
    state = from.copy();
    own.free();
  }

  @Override
  public void anneal(double newShare) {
    share = newShare;
  }

  // As crowsonkb/style-transfer-pytorch does, which leaves the sizes of the moments as they are:
  // the
  // first hundred steps of a larger scale are then too short.
  @Override
  public void resize(UnaryOperator<INDArray> resize, double gradientFactor) {
    if (state.arrays().isEmpty()) {
      return;
    }
    INDArray m = resized(state.array("m"), resize).muli(gradientFactor);
    INDArray v = resized(state.array("v"), resize).muli(gradientFactor * gradientFactor);
    // A good resampling overshoots; a mean of squares is not negative.
    state = new OptimizerState(state.steps(), Map.of("m", m, "v", Transforms.max(v, 0, false)));
  }
}
