package reverie.image;

/**
 * How a stored picture is turned upright: the eight values of the EXIF tag 0x0112, in their order.
 * The comments say where row 0 and column 0 of the file are to be seen.
 */
enum Orientation {
  UPRIGHT(false, false, false), // top, left
  MIRRORED(false, true, false), // top, right
  UPSIDE_DOWN(false, true, true), // bottom, right
  FLIPPED(false, false, true), // bottom, left
  TRANSPOSED(true, false, false), // left, top
  QUARTER_RIGHT(true, true, false), // right, top
  TRANSVERSED(true, true, true), // right, bottom
  QUARTER_LEFT(true, false, true); // left, bottom

  private final boolean swapped;
  private final boolean fromRight;
  private final boolean fromBottom;

  Orientation(boolean swapped, boolean fromRight, boolean fromBottom) {
    this.swapped = swapped;
    this.fromRight = fromRight;
    this.fromBottom = fromBottom;
  }

  /** The one of an EXIF value; upright for a value that is not 1 to 8. */
  static Orientation ofExif(int value) {
    return value >= 1 && value <= 8 ? values()[value - 1] : UPRIGHT;
  }

  /** Width of the upright picture of a stored one. */
  int width(int storedWidth, int storedHeight) {
    return swapped ? storedHeight : storedWidth;
  }

  /** Height of the upright picture of a stored one. */
  int height(int storedWidth, int storedHeight) {
    return swapped ? storedWidth : storedHeight;
  }

  /**
   * Where the first pixel of a stored row goes in the upright picture, as {@code y * width + x}.
   */
  int start(int row, int storedWidth, int storedHeight) {
    int width = width(storedWidth, storedHeight);
    int height = height(storedWidth, storedHeight);
    int x = swapped ? row : 0;
    int y = swapped ? 0 : row;
    return (fromBottom ? height - 1 - y : y) * width + (fromRight ? width - 1 - x : x);
  }

  /** The way from one pixel of a stored row to the next, in the upright picture. */
  int step(int storedWidth, int storedHeight) {
    if (swapped) {
      int width = width(storedWidth, storedHeight);
      return fromBottom ? -width : width;
    }
    return fromRight ? -1 : 1;
  }
}
