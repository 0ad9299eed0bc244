package reverie.network;

import java.util.List;

/**
 * The picture, as the network sees it: the first node of each graph.
 *
 * @param channels 3 for colour
 */
public record Input(int channels) implements Operation {
  @Override
  public String kind() {
    return "input";
  }

  @Override
  public FeatureShape outputShape(List<FeatureShape> inputs) {
    return inputs.get(0);
  }
}
