package reverie.network;

import java.util.List;

/**
 * The sum of the inputs, then an activation (a residual connection).
 *
 * @param activation applied last; must be {@link Activation#invertible()}
 */
public record Add(Activation activation) implements Operation {
  /** Checks that the activation can be fused. */
  public Add {
    if (!activation.invertible()) {
      throw new IllegalArgumentException(
          activation + " cannot be fused; make it a layer of its own");
    }
  }

  @Override
  public String kind() {
    return "add";
  }

  @Override
  public int arity() {
    return -1;
  }

  @Override
  public FeatureShape outputShape(List<FeatureShape> inputs) {
    for (FeatureShape in : inputs) {
      if (!in.equals(inputs.get(0))) {
        throw new IllegalArgumentException("inputs of one shape, found " + inputs);
      }
    }
    return inputs.get(0);
  }
}
