package reverie.gallery;

import reverie.image.Picture;
import reverie.image.Resampling;

/** A picture of any size as one of many on a sheet. */
public final class Tile {
  private Tile() {}

  /**
   * The picture with a long side of at most so many pixels: a larger one is shrunk; of a smaller
   * one each pixel becomes a square, as large as there is room for.
   *
   * @param side pixels, at least 1
   */
  public static Picture of(Picture picture, int side) {
    return of(picture, side, Math.max(picture.width(), picture.height()));
  }

  /**
   * As {@link #of(Picture, int)}, of several pictures in one scale.
   *
   * @param longSide of the largest of them, in pixels
   */
  public static Picture of(Picture picture, int side, int longSide) {
    return longSide > side
        ? Resampling.resize(
            picture, part(picture.width(), side, longSide), part(picture.height(), side, longSide))
        : enlarged(picture, side / longSide);
  }

  private static int part(int length, int side, int longSide) {
    return Math.max(1, (int) Math.round(length * (double) side / longSide));
  }

  private static Picture enlarged(Picture picture, int factor) {
    int width = picture.width() * factor;
    int height = picture.height() * factor;
    float[] rgb = new float[3 * width * height];
    for (int row = 0; row < 3 * height; row++) {
      int from = row / factor * picture.width();
      for (int x = 0; x < width; x++) {
        rgb[row * width + x] = picture.rgb()[from + x / factor];
      }
    }
    return Picture.of(width, height, rgb);
  }
}
