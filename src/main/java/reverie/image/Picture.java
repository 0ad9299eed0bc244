package reverie.image;

import java.util.Optional;

/**
 * A picture in memory: RGB in [0, 1] sRGB, upright, with its transparency set aside.
 *
 * <p>Pixels are planar: {@code rgb[(channel * height + y) * width + x]}. They are not copied in or
 * out, and nobody changes them: a picture is a value.
 */
public final class Picture {
  private final int width;
  private final int height;
  private final float[] rgb;
  private final float[] alpha;
  private final int bitDepth;

  private Picture(int width, int height, float[] rgb, float[] alpha, int bitDepth) {
    if (width < 1 || height < 1 || rgb.length != 3L * width * height) {
      throw new IllegalArgumentException(
          width + "x" + height + " pixels in RGB, got " + rgb.length + " values");
    }
    if (alpha != null && alpha.length != (long) width * height) {
      throw new IllegalArgumentException(
          width + "x" + height + " pixels of alpha, got " + alpha.length);
    }
    this.width = width;
    this.height = height;
    this.rgb = rgb;
    this.alpha = alpha;
    this.bitDepth = bitDepth;
  }

  /**
   * An opaque picture of 8 bits a channel from planar RGB in [0, 1], {@code 3 * height * width}
   * values.
   */
  public static Picture of(int width, int height, float[] rgb) {
    return new Picture(width, height, rgb, null, 8);
  }

  /** This picture with other pixels of the same size: its transparency and bit depth stay. */
  public Picture withRgb(float[] other) {
    return new Picture(width, height, other, alpha, bitDepth);
  }

  /**
   * This picture with that transparency, {@code height * width} values in [0, 1] (1 = opaque), or
   * null for none.
   */
  public Picture withAlpha(float[] other) {
    return new Picture(width, height, rgb, other, bitDepth);
  }

  /** This picture, to be written with 8 or 16 bits a channel where the file format can. */
  public Picture withBitDepth(int bits) {
    if (bits != 8 && bits != 16) {
      throw new IllegalArgumentException("8 or 16 bits a channel, got " + bits);
    }
    return new Picture(width, height, rgb, alpha, bits);
  }

  /** Pixels from left to right. */
  public int width() {
    return width;
  }

  /** Pixels from top to bottom. */
  public int height() {
    return height;
  }

  /** Planar RGB in [0, 1], {@code [3][height][width]}; shared, not to be changed. */
  public float[] rgb() {
    return rgb;
  }

  /**
   * Opacity in [0, 1], {@code [height][width]}, where the file had any; shared, not to be changed.
   */
  public Optional<float[]> alpha() {
    return Optional.ofNullable(alpha);
  }

  /** Bits a channel of the file it came from, 8 or 16; it is written back with as many. */
  public int bitDepth() {
    return bitDepth;
  }

  @Override
  public String toString() {
    return width + "x" + height + (alpha == null ? "" : " with alpha") + ", " + bitDepth + " bit";
  }
}
