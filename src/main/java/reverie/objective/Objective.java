package reverie.objective;

import java.util.Set;
import reverie.network.Activations;

/**
 * An immutable measurement of activations, with its gradient. Works on float32 and float64 arrays
 * alike.
 */
public interface Objective {
  /**
   * The pseudo-layer that holds the image itself, {@code [n, 3, h, w]} in [0, 1], as the canvas
   * painted it and before any random view; image priors read it.
   */
  String IMAGE = "image";

  /**
   * Before the name of a layer: what that layer makes of a reference picture that is looked at in
   * the same way, where a work has one.
   */
  String REFERENCE = "reference ";

  /** The layers it reads; {@link #IMAGE} for priors. */
  Set<String> layers();

  /** Whether more of it is wanted, or less. */
  Direction direction();

  /** Measures the activations, which are not changed; the gradients belong to the caller. */
  Evaluation evaluate(Activations activations);

  /**
   * Measures likewise, with all gradients multiplied by a factor, but not the value. Overridden
   * where the factor goes into a pass over the gradient that is made anyway: activations are large.
   */
  default Evaluation scaled(Activations activations, double factor) {
    Evaluation plain = evaluate(activations);
    // The gradients are ours.
    plain.gradients().values().forEach(gradient -> gradient.muli(factor));
    return plain;
  }
}
