package reverie.image;

/**
 * Resizes pictures and planar arrays: each axis on its own, with the kernels of {@link AxisWeights}
 * (Lanczos-3 over the area to shrink, Catmull-Rom to enlarge).
 *
 * <p>Values are filtered as stored, in gamma-encoded sRGB, as the photo programs do.
 */
public final class Resampling {
  /** Below this opacity the weighted mean of colours is noise; the plain mean is taken. */
  private static final float FAINT = 1f / 512;

  private Resampling() {}

  /**
   * A picture in another size, clamped to [0, 1], with its transparency and bit depth.
   *
   * <p>Colours count by their opacity, so that what is hidden does not bleed into edges; where
   * nothing is to be seen the hidden colours stay.
   *
   * @param width pixels, at least 1
   * @param height pixels, at least 1
   */
  public static Picture resize(Picture picture, int width, int height) {
    if (width == picture.width() && height == picture.height()) {
      return picture;
    }
    float[] rgb = resized(picture, picture.rgb(), 3, width, height);
    float[] alpha = null;
    if (picture.alpha().isPresent()) {
      float[] opacity = picture.alpha().get();
      alpha = resized(picture, opacity, 1, width, height);
      weighByOpacity(picture, opacity, rgb, alpha, width, height);
      clamp(alpha);
    }
    clamp(rgb);
    return Picture.of(width, height, rgb).withAlpha(alpha).withBitDepth(picture.bitDepth());
  }

  /**
   * Planar values in another size, not clamped: near an edge the kernels overshoot. Signed detail
   * may be resized so.
   *
   * @param planes {@code [channels][height][width]}; not changed
   * @return a new array, {@code [channels][newHeight][newWidth]}
   */
  public static float[] resize(
      float[] planes, int channels, int height, int width, int newHeight, int newWidth) {
    if (channels < 1
        || height < 1
        || width < 1
        || planes.length != (long) channels * height * width) {
      throw new IllegalArgumentException(
          channels + "x" + height + "x" + width + " values, got " + planes.length);
    }
    if (newHeight < 1 || newWidth < 1) {
      throw new IllegalArgumentException(
          "a size of at least 1x1, got " + newWidth + "x" + newHeight);
    }
    AxisWeights down = AxisWeights.of(height, newHeight);
    AxisWeights across = AxisWeights.of(width, newWidth);
    // Across is the slower pass, so it runs where the rows are fewer.
    if (newHeight < height) {
      float[] shorter = columns(planes, channels, height, width, down, newHeight);
      return rows(shorter, channels * newHeight, width, across, newWidth);
    }
    float[] wider = rows(planes, channels * height, width, across, newWidth);
    return columns(wider, channels, height, newWidth, down, newHeight);
  }

  private static void weighByOpacity(
      Picture picture, float[] opacity, float[] rgb, float[] alpha, int width, int height) {
    float[] colours = picture.rgb();
    float[] weighted = new float[colours.length];
    for (int from = 0; from < weighted.length; from += opacity.length) {
      for (int i = 0; i < opacity.length; i++) {
        weighted[from + i] = colours[from + i] * opacity[i];
      }
    }
    weighted = resized(picture, weighted, 3, width, height);
    for (int from = 0; from < rgb.length; from += alpha.length) {
      for (int i = 0; i < alpha.length; i++) {
        if (alpha[i] >= FAINT) {
          rgb[from + i] = weighted[from + i] / alpha[i];
        }
      }
    }
  }

  private static float[] resized(Picture p, float[] planes, int channels, int width, int height) {
    return resize(planes, channels, p.height(), p.width(), height, width);
  }

  /** Each row on its own: dot products of a few neighbours. */
  private static float[] rows(float[] in, int rows, int width, AxisWeights axis, int newWidth) {
    float[] out = new float[Math.multiplyExact(rows, newWidth)];
    float[] weights = axis.weights();
    int[] starts = axis.starts();
    int taps = axis.taps();
    for (int row = 0; row < rows; row++) {
      int base = row * width;
      for (int x = 0; x < newWidth; x++) {
        int from = base + starts[x];
        int w = x * taps;
        float sum = 0;
        for (int k = 0; k < taps; k++) {
          sum += weights[w + k] * in[from + k];
        }
        out[row * newWidth + x] = sum;
      }
    }
    return out;
  }

  /** All columns at once: weighted sums of whole rows, which the JIT makes vectors of. */
  private static float[] columns(
      float[] in, int channels, int height, int width, AxisWeights axis, int newHeight) {
    float[] out = new float[Math.multiplyExact(channels * newHeight, width)];
    int taps = axis.taps();
    for (int c = 0; c < channels; c++) {
      for (int y = 0; y < newHeight; y++) {
        int to = (c * newHeight + y) * width;
        for (int k = 0; k < taps; k++) {
          float weight = axis.weights()[y * taps + k];
          if (weight != 0) {
            add(in, (c * height + axis.starts()[y] + k) * width, weight, out, to, width);
          }
        }
      }
    }
    return out;
  }

  private static void add(float[] in, int from, float weight, float[] out, int to, int count) {
    for (int i = 0; i < count; i++) {
      out[to + i] += weight * in[from + i];
    }
  }

  private static void clamp(float[] values) {
    for (int i = 0; i < values.length; i++) {
      values[i] = Math.max(0f, Math.min(1f, values[i]));
    }
  }
}
