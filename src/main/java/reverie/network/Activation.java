package reverie.network;

/**
 * An elementwise non-linearity.
 *
 * @param function which
 * @param alpha slope below zero (leaky ReLU), scale (ELU), lower bound (clip)
 * @param beta upper bound (clip); else 0
 */
public record Activation(Function function, float alpha, float beta) {
  /**
   * Checks that slopes can be told from outputs: alpha is not below 0 but for a clip, whose bounds
   * are in order.
   */
  public Activation {
    boolean inOrder = function == Function.CLIP ? alpha <= beta : alpha >= 0;
    if (!inOrder) {
      throw new IllegalArgumentException(function + " with alpha " + alpha + ", beta " + beta);
    }
  }

  /** The function's family. */
  public enum Function {
    /** x. */
    IDENTITY,
    /** max(x, 0), or alpha x below zero. */
    RELU,
    /** min(max(x, alpha), beta); ReLU6 is clip(0, 6). */
    CLIP,
    /** x above zero, alpha (e^x - 1) below. */
    ELU,
    /** 1 / (1 + e^-x). */
    SIGMOID,
    /** Hyperbolic tangent. */
    TANH,
    /** x sigmoid(alpha x), alpha = 1 for SiLU. */
    SWISH,
    /** x Phi(x), by the error function. */
    GELU,
    /** ln(1 + e^x). */
    SOFTPLUS
  }

  /** Nothing. */
  public static final Activation IDENTITY = new Activation(Function.IDENTITY, 0, 0);

  /** max(x, 0). */
  public static final Activation RELU = new Activation(Function.RELU, 0, 0);

  /** min(max(x, 0), 6). */
  public static final Activation RELU6 = new Activation(Function.CLIP, 0, 6);

  /**
   * Whether the slope can be told from the output alone, so that it may be fused into the layer
   * before.
   */
  public boolean invertible() {
    return switch (function) {
      case IDENTITY, RELU, CLIP, ELU, SIGMOID, TANH -> true;
      case SWISH, GELU, SOFTPLUS -> false;
    };
  }
}
