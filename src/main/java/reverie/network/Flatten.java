package reverie.network;

import java.util.List;

/**
 * Feature maps as one vector.
 *
 * @param channelsFirst true for the order channel, row, column (PyTorch, Caffe, ONNX); false for
 *     row, column, channel (Keras)
 */
public record Flatten(boolean channelsFirst) implements Operation {
  @Override
  public String kind() {
    return "flatten";
  }

  @Override
  public FeatureShape outputShape(List<FeatureShape> inputs) {
    return new FeatureShape(Math.toIntExact(inputs.get(0).size()), 1, 1);
  }
}
