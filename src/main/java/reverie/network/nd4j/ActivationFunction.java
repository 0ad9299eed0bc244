package reverie.network.nd4j;

import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.impl.transforms.strict.Erf;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.ops.transforms.Transforms;
import reverie.network.Activation;
import reverie.network.GradientRule;

/** {@link Activation}s and their slopes. */
final class ActivationFunction {
  private static final double SQRT_2 = Math.sqrt(2);
  private static final double SQRT_2_PI = Math.sqrt(2 * Math.PI);

  private ActivationFunction() {}

  /** f(x) in place of x, for any function whose slope {@link #back} tells from it. */
  static void inPlace(Activation f, INDArray x) {
    switch (f.function()) {
      case IDENTITY -> {}
      case RELU -> {
        if (f.alpha() == 0) {
          NamedOp.inPlace("relu", x, 0);
        } else {
          Transforms.leakyRelu(x, f.alpha(), false);
        }
      }
      case CLIP -> NamedOp.inPlace("clipbyvalue", x, f.alpha(), f.beta());
      case ELU -> NamedOp.inPlace("elu", x, f.alpha());
      case SIGMOID -> Transforms.sigmoid(x, false);
      case TANH -> Transforms.tanh(x, false);
      case SWISH, GELU, SOFTPLUS -> throw new IllegalArgumentException(f + " cannot be fused");
    }
  }

  /**
   * d loss / d x from the function's output, as far as the rule lets it through.
   *
   * @param y f(x)
   * @param gradient d loss / d y
   */
  static INDArray back(GradientRule rule, Activation f, INDArray y, INDArray gradient) {
    if (!rule.changes(f)) {
      return back(f, y, gradient);
    }
    return rule == GradientRule.THROUGH ? gradient : Transforms.max(back(f, y, gradient), 0, false);
  }

  private static INDArray back(Activation f, INDArray y, INDArray gradient) {
    return switch (f.function()) {
      case IDENTITY -> gradient;
      case RELU ->
          f.alpha() == 0
              ? NamedOp.run("relu_bp", new INDArray[] {y, gradient}, new double[] {0})
              : aboveZero(y, f.alpha()).muli(gradient);
      case CLIP ->
          y.gt(f.alpha())
              .castTo(DataType.FLOAT)
              .muli(y.lt(f.beta()).castTo(DataType.FLOAT))
              .muli(gradient);
      case ELU -> aboveZero(y, f.alpha()).addi(Transforms.min(y, 0, true)).muli(gradient);
      case SIGMOID -> y.rsub(1).muli(y).muli(gradient);
      case TANH -> y.mul(y).rsubi(1).muli(gradient);
      case SWISH, GELU, SOFTPLUS -> throw new IllegalArgumentException(f + " needs its input");
    };
  }

  /** 1 above zero, else {@code otherwise}. */
  private static INDArray aboveZero(INDArray y, float otherwise) {
    return y.gt(0).castTo(DataType.FLOAT).muli(1 - otherwise).addi(otherwise);
  }

  /** f(x), for the functions whose slope needs x. */
  static INDArray of(Activation f, INDArray x) {
    return switch (f.function()) {
      case SWISH -> Transforms.sigmoid(x.mul(f.alpha()), false).muli(x);
      case GELU -> phi(x).muli(x);
      // ln(1 + e^x) without overflow.
      case SOFTPLUS ->
          NamedOp.run(
                  "log1p",
                  new INDArray[] {Transforms.exp(Transforms.abs(x, true).negi(), false)},
                  new double[0])
              .addi(Transforms.max(x, 0, true));
      default -> throw new IllegalArgumentException(f + " is computed in place");
    };
  }

  /** d loss / d x from the function's input. */
  static INDArray backFromInput(Activation f, INDArray x, INDArray gradient) {
    return switch (f.function()) {
      case SWISH -> {
        INDArray s = Transforms.sigmoid(x.mul(f.alpha()), false);
        yield s.rsub(1).muli(x).muli(f.alpha()).addi(1).muli(s).muli(gradient);
      }
      case GELU -> {
        INDArray density = Transforms.exp(x.mul(x).muli(-0.5), false).divi(SQRT_2_PI);
        yield density.muli(x).addi(phi(x)).muli(gradient);
      }
      case SOFTPLUS -> Transforms.sigmoid(x, true).muli(gradient);
      default -> throw new IllegalArgumentException(f + " goes back from its output");
    };
  }

  /** The normal distribution function. */
  private static INDArray phi(INDArray x) {
    INDArray scaled = x.div(SQRT_2);
    return Nd4j.exec(new Erf(scaled, scaled)).addi(1).muli(0.5);
  }
}
