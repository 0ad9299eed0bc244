package reverie.gallery;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import reverie.image.Picture;
import reverie.image.Resampling;

/** Small pictures side by side, in rows and columns. */
public final class ContactSheet {
  /** The longest side of a picture on the sheet, in pixels. */
  public static final int CELL = 240;

  private static final int GAP = 8;
  private static final float PAPER = 0.93f;

  private ContactSheet() {}

  /**
   * A sheet.
   *
   * @param rows the pictures of each row, all rows of one length; an empty one leaves its place
   *     empty
   */
  public static Picture of(List<List<Optional<Picture>>> rows) {
    int columns = rows.get(0).size();
    int width = GAP + columns * (CELL + GAP);
    int height = GAP + rows.size() * (CELL + GAP);
    float[] rgb = new float[Math.multiplyExact(3 * width, height)];
    Arrays.fill(rgb, PAPER);
    for (int r = 0; r < rows.size(); r++) {
      if (rows.get(r).size() != columns) {
        throw new IllegalArgumentException("rows of " + columns + " and " + rows.get(r).size());
      }
      for (int c = 0; c < columns; c++) {
        int left = GAP + c * (CELL + GAP);
        int top = GAP + r * (CELL + GAP);
        rows.get(r).get(c).ifPresent(picture -> place(picture, rgb, width, height, left, top));
      }
    }
    return Picture.of(width, height, rgb);
  }

  /** The picture as large as it will be on a sheet: what many are kept as. */
  public static Picture small(Picture picture) {
    double factor = CELL / (double) Math.max(picture.width(), picture.height());
    return Resampling.resize(
        picture,
        Math.max(1, (int) Math.round(picture.width() * factor)),
        Math.max(1, (int) Math.round(picture.height() * factor)));
  }

  /** In the middle of its cell; what is transparent shows the paper. */
  private static void place(
      Picture picture, float[] rgb, int width, int height, int left, int top) {
    Picture small = small(picture);
    int w = small.width();
    int h = small.height();
    Optional<float[]> alpha = small.alpha();
    for (int channel = 0; channel < 3; channel++) {
      for (int y = 0; y < h; y++) {
        int row = channel * width * height + (top + (CELL - h) / 2 + y) * width;
        for (int x = 0; x < w; x++) {
          float value = small.rgb()[channel * w * h + y * w + x];
          float a = alpha.isPresent() ? alpha.get()[y * w + x] : 1;
          rgb[row + left + (CELL - w) / 2 + x] = a * value + (1 - a) * PAPER;
        }
      }
    }
  }
}
