package reverie.network;

/**
 * The shape of one picture's features, without the batch.
 *
 * @param channels feature maps
 * @param height rows of each, 1 for vectors
 * @param width columns of each, 1 for vectors
 */
public record FeatureShape(int channels, int height, int width) {
  /** Numbers in it. */
  public long size() {
    return (long) channels * height * width;
  }

  @Override
  public String toString() {
    return channels + "x" + height + "x" + width;
  }
}
