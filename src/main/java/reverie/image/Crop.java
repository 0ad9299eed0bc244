package reverie.image;

/** Parts of pictures. */
public final class Crop {
  private Crop() {}

  /**
   * A picture without its margins.
   *
   * @param share of the short side that is cut off each side, in [0, 0.5); something is always left
   */
  public static Picture margins(Picture picture, double share) {
    int cut = (int) Math.round(share * Math.min(picture.width(), picture.height()));
    if (cut <= 0) {
      return picture;
    }
    int width = Math.max(1, picture.width() - 2 * cut);
    int height = Math.max(1, picture.height() - 2 * cut);
    float[] rgb = planes(picture.rgb(), 3, picture, cut, width, height);
    Picture result = Picture.of(width, height, rgb).withBitDepth(picture.bitDepth());
    return picture
        .alpha()
        .map(alpha -> result.withAlpha(planes(alpha, 1, picture, cut, width, height)))
        .orElse(result);
  }

  private static float[] planes(
      float[] from, int channels, Picture picture, int cut, int width, int height) {
    float[] to = new float[channels * width * height];
    for (int c = 0; c < channels; c++) {
      for (int y = 0; y < height; y++) {
        int source = (c * picture.height() + cut + y) * picture.width() + cut;
        System.arraycopy(from, source, to, (c * height + y) * width, width);
      }
    }
    return to;
  }
}
