package reverie.network;

import java.util.List;

/**
 * An activation as a layer of its own.
 *
 * @param activation which
 */
public record Activate(Activation activation) implements Operation {
  @Override
  public String kind() {
    return "activation";
  }

  @Override
  public FeatureShape outputShape(List<FeatureShape> inputs) {
    return inputs.get(0);
  }
}
