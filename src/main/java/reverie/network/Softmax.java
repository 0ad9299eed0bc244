package reverie.network;

import java.util.List;

/** e^x / sum of e^x over the channels, at each position. */
public record Softmax() implements Operation {
  @Override
  public String kind() {
    return "softmax";
  }

  @Override
  public FeatureShape outputShape(List<FeatureShape> inputs) {
    return inputs.get(0);
  }
}
