package reverie.recipe;

import reverie.image.Picture;

/**
 * A picture's size in pixels.
 *
 * @param width from left to right
 * @param height from top to bottom
 */
record Size(int width, int height) {
  static Size of(Picture picture) {
    return new Size(picture.width(), picture.height());
  }

  int longSide() {
    return Math.max(width, height);
  }

  /** This size with a long side of so many pixels. */
  Size withLongSide(int pixels) {
    return times(pixels / (double) longSide());
  }

  Size times(double factor) {
    return new Size(
        Math.max(1, (int) Math.round(width * factor)),
        Math.max(1, (int) Math.round(height * factor)));
  }
}
