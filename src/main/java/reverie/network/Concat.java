package reverie.network;

import java.util.List;

/** The inputs' channels, one input after another. */
public record Concat() implements Operation {
  @Override
  public String kind() {
    return "concat";
  }

  @Override
  public int arity() {
    return -1;
  }

  @Override
  public FeatureShape outputShape(List<FeatureShape> inputs) {
    FeatureShape first = inputs.get(0);
    int channels = 0;
    for (FeatureShape in : inputs) {
      if (in.height() != first.height() || in.width() != first.width()) {
        throw new IllegalArgumentException("inputs of one size, found " + inputs);
      }
      channels += in.channels();
    }
    return new FeatureShape(channels, first.height(), first.width());
  }
}
