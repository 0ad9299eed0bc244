package reverie.network;

import java.util.List;

/**
 * The maximum or average of each whole feature map.
 *
 * @param type maximum or average
 */
public record GlobalPooling(Pooling.Type type) implements Operation {
  @Override
  public String kind() {
    return type == Pooling.Type.MAX ? "global max pooling" : "global average pooling";
  }

  @Override
  public FeatureShape outputShape(List<FeatureShape> inputs) {
    return new FeatureShape(inputs.get(0).channels(), 1, 1);
  }
}
