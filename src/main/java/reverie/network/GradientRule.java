package reverie.network;

/**
 * How rectifiers - {@link Activation.Function#RELU}, leaky or not, and {@link
 * Activation.Function#CLIP} - let gradients back. All else goes back by its derivative whatever the
 * rule.
 */
public enum GradientRule {
  /** By the derivative: the gradient of what was computed. */
  NATURAL,

  /**
   * Guided back-propagation (Springenberg et al. 2014, "Striving for Simplicity"): by the
   * derivative, and of the gradient that arrives only what is above zero.
   *
   * <p>What is above zero depends on the sign: {@link ForwardPass#backward} is to be given the
   * gradients of what is to grow, d objective / d activation, not those of a loss.
   */
  GUIDED,

  /**
   * Through, as if the slope were 1 everywhere: an objective that a rectifier has shut off is felt
   * nevertheless, as by the redirected ReLU of lucid, which has it for the first steps.
   */
  THROUGH;

  /** Whether it treats this activation otherwise than by its derivative. */
  public boolean changes(Activation activation) {
    return this != NATURAL
        && switch (activation.function()) {
          case RELU, CLIP -> true;
          case IDENTITY, ELU, SIGMOID, TANH, SWISH, GELU, SOFTPLUS -> false;
        };
  }
}
