package reverie.image;

import java.lang.ref.WeakReference;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Optional;
import java.util.Set;

/**
 * A picture in memory: RGB in [0, 1] sRGB, upright, with its transparency set aside.
 *
 * <p>Pixels are planar: {@code rgb[(channel * height + y) * width + x]}. They are not copied in or
 * out, and nobody changes them: a picture is a value. A large one that is {@link #packed} gives
 * them as an array that lasts as long as somebody holds it.
 */
public final class Picture {
  private static final float LEVELS = 255;

  private final int width;
  private final int height;
  private final float[] rgb;
  private final byte[] levels;
  private WeakReference<float[]> unpacked = new WeakReference<>(null);
  private final float[] alpha;
  private final int bitDepth;

  private Picture(int width, int height, float[] rgb, byte[] levels, float[] alpha, int bitDepth) {
    int length = rgb == null ? levels.length : rgb.length;
    if (width < 1 || height < 1 || length != 3L * width * height) {
      throw new IllegalArgumentException(
          width + "x" + height + " pixels in RGB, got " + length + " values");
    }
    if (alpha != null && alpha.length != (long) width * height) {
      throw new IllegalArgumentException(
          width + "x" + height + " pixels of alpha, got " + alpha.length);
    }
    this.width = width;
    this.height = height;
    this.rgb = rgb;
    this.levels = levels;
    this.alpha = alpha;
    this.bitDepth = bitDepth;
  }

  /**
   * An opaque picture of 8 bits a channel from planar RGB in [0, 1], {@code 3 * height * width}
   * values.
   */
  public static Picture of(int width, int height, float[] rgb) {
    return new Picture(width, height, rgb, null, null, 8);
  }

  /** This picture with other pixels of the same size: its transparency and bit depth stay. */
  public Picture withRgb(float[] other) {
    return new Picture(width, height, other, null, alpha, bitDepth);
  }

  /**
   * This picture with that transparency, {@code height * width} values in [0, 1] (1 = opaque), or
   * null for none.
   */
  public Picture withAlpha(float[] other) {
    return new Picture(width, height, rgb, levels, other, bitDepth);
  }

  /** This picture, to be written with 8 or 16 bits a channel where the file format can. */
  public Picture withBitDepth(int bits) {
    if (bits != 8 && bits != 16) {
      throw new IllegalArgumentException("8 or 16 bits a channel, got " + bits);
    }
    return new Picture(width, height, rgb, levels, alpha, bits);
  }

  /**
   * The same picture in a quarter of the memory, if all its numbers are whole 255ths, as those of a
   * file of 8 bits are; else this one.
   */
  public Picture packed() {
    if (rgb == null) {
      return this;
    }
    byte[] bytes = new byte[rgb.length];
    for (int i = 0; i < rgb.length; i++) {
      int level = Math.round(rgb[i] * LEVELS);
      if (level / LEVELS != rgb[i]) {
        return this;
      }
      bytes[i] = (byte) level;
    }
    return new Picture(width, height, null, bytes, alpha, bitDepth);
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
  public synchronized float[] rgb() {
    if (rgb != null) {
      return rgb;
    }
    float[] values = unpacked.get();
    if (values == null) {
      values = new float[levels.length];
      for (int i = 0; i < values.length; i++) {
        values[i] = (levels[i] & 0xff) / LEVELS;
      }
      unpacked = new WeakReference<>(values);
    }
    return values;
  }

  /**
   * Copies some of the values of {@link #rgb}, without unpacking the others.
   *
   * @param from index of the first
   * @param to takes them, from index {@code at} on
   */
  public void read(int from, float[] to, int at, int count) {
    if (rgb != null) {
      System.arraycopy(rgb, from, to, at, count);
      return;
    }
    for (int i = 0; i < count; i++) {
      to[at + i] = (levels[from + i] & 0xff) / LEVELS;
    }
  }

  /** The bytes that pictures take together, while nobody looks at their pixels. */
  public static long bytes(Picture... pictures) {
    Set<Object> arrays = Collections.newSetFromMap(new IdentityHashMap<>());
    long bytes = 0;
    for (Picture picture : pictures) {
      if (arrays.add(picture.rgb == null ? picture.levels : picture.rgb)) {
        bytes += picture.rgb == null ? picture.levels.length : 4L * picture.rgb.length;
      }
    }
    return bytes;
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
