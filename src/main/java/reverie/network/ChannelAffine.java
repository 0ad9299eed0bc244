package reverie.network;

import java.util.List;

/**
 * scale x + shift with one pair a channel: batch normalisation that no convolution precedes.
 *
 * @param scale {@code [channels]}
 * @param shift {@code [channels]}
 */
public record ChannelAffine(float[] scale, float[] shift) implements Operation {
  /** Checks that both are of one length. */
  public ChannelAffine {
    if (scale.length != shift.length) {
      throw new IllegalArgumentException(scale.length + " scales, " + shift.length + " shifts");
    }
  }

  @Override
  public String kind() {
    return "batch norm";
  }

  @Override
  public FeatureShape outputShape(List<FeatureShape> inputs) {
    if (inputs.get(0).channels() != scale.length) {
      throw new IllegalArgumentException(
          "expected " + scale.length + " channels, found " + inputs.get(0).channels());
    }
    return inputs.get(0);
  }

  @Override
  public long parameters() {
    return 2L * scale.length;
  }
}
