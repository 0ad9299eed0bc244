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
    return rectangle(picture, cut, cut, width, height);
  }

  /**
   * A part of a picture, in pixels.
   *
   * @throws IllegalArgumentException if it is not inside
   */
  public static Picture rectangle(Picture picture, int left, int top, int width, int height) {
    if (left < 0
        || top < 0
        || width < 1
        || height < 1
        || width > picture.width() - left
        || height > picture.height() - top) {
      throw new IllegalArgumentException(
          width + "x" + height + " at " + left + ", " + top + " of " + picture);
    }
    float[] rgb = planes(picture.rgb(), 3, picture, left, top, width, height);
    Picture result = Picture.of(width, height, rgb).withBitDepth(picture.bitDepth());
    return picture
        .alpha()
        .map(alpha -> result.withAlpha(planes(alpha, 1, picture, left, top, width, height)))
        .orElse(result);
  }

  private static float[] planes(
      float[] from, int channels, Picture picture, int left, int top, int width, int height) {
    float[] to = new float[channels * width * height];
    for (int c = 0; c < channels; c++) {
      for (int y = 0; y < height; y++) {
        int source = (c * picture.height() + top + y) * picture.width() + left;
        System.arraycopy(from, source, to, (c * height + y) * width, width);
      }
    }
    return to;
  }
}
