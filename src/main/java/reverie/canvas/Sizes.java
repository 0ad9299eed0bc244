package reverie.canvas;

import org.nd4j.linalg.api.ndarray.INDArray;

/** What canvases and views demand of sizes and shapes. */
final class Sizes {
  private Sizes() {}

  static void check(int height, int width) {
    if (height < 1 || width < 1) {
      throw new IllegalArgumentException(
          "an image of at least 1x1 pixels, got " + width + "x" + height);
    }
  }

  /** Refuses what is not {@code [n, 3, height, width]}. */
  static void checkImage(INDArray image, int height, int width) {
    if (image.rank() != 4
        || image.size(1) != 3
        || image.size(2) != height
        || image.size(3) != width) {
      throw new IllegalArgumentException(
          "images [n, 3, " + height + ", " + width + "], got " + image.shapeInfoToString());
    }
  }
}
