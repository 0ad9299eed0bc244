package reverie.network;

import java.util.List;

/**
 * Feature maps enlarged by a whole factor.
 *
 * @param factor at least 1
 * @param bilinear true for bilinear (half-pixel centres, edges repeated), false for nearest
 */
public record Upsampling(int factor, boolean bilinear) implements Operation {
  /** Checks the factor. */
  public Upsampling {
    if (factor < 1) {
      throw new IllegalArgumentException("a factor of at least 1, got " + factor);
    }
  }

  @Override
  public String kind() {
    return "upsampling";
  }

  @Override
  public FeatureShape outputShape(List<FeatureShape> inputs) {
    FeatureShape in = inputs.get(0);
    return new FeatureShape(in.channels(), in.height() * factor, in.width() * factor);
  }
}
