package reverie.image;

/** Operations on colour. */
public final class Colours {
  private Colours() {}

  /**
   * The brightness of a result with the colours of the original: luma of one, chroma of the other,
   * in Y'CbCr of ITU-R BT.601 (full range, as in JPEG), Y' = 0.299 R + 0.587 G + 0.114 B.
   *
   * <p>Equal Cb and Cr mean equal B - Y' and R - Y', so the swap adds the difference of luma to
   * each channel. Colours that leave the cube are clamped, which there shifts luma and hue a
   * little.
   *
   * @param original where the colours come from
   * @param rgb the result, planar {@code [3][height][width]} of the original's size; not changed
   * @return planar RGB in [0, 1] of the same size
   */
  public static float[] keepColours(Picture original, float[] rgb) {
    float[] from = original.rgb();
    if (rgb.length != from.length) {
      throw new IllegalArgumentException(from.length + " values expected, got " + rgb.length);
    }
    int plane = from.length / 3;
    float[] out = new float[from.length];
    for (int i = 0; i < plane; i++) {
      float difference = luma(rgb, plane, i) - luma(from, plane, i);
      for (int at = i; at < out.length; at += plane) {
        out[at] = Math.max(0f, Math.min(1f, from[at] + difference));
      }
    }
    return out;
  }

  static float luma(float[] rgb, int plane, int i) {
    return 0.299f * rgb[i] + 0.587f * rgb[plane + i] + 0.114f * rgb[2 * plane + i];
  }
}
