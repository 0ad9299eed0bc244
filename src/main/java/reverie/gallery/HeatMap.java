package reverie.gallery;

import reverie.image.Picture;
import reverie.image.Resampling;

/**
 * Numbers over a picture as colours: from black by purple and orange to pale yellow (matplotlib's
 * inferno, by Matt Zucker's polynomials, CC0), or, where they have a sign, from blue by black to
 * red.
 *
 * @param width columns
 * @param height rows
 * @param values row by row
 * @param least shown as the darkest colour; 0 of signed values
 * @param most shown as the brightest colour; of signed values the size that has the full colour
 * @param signed whether values below 0 are shown as themselves
 */
public record HeatMap(
    int width, int height, float[] values, float least, float most, boolean signed) {
  private static final double[][] INFERNO = {
    {0.0002189403691192265, 0.001651004631001012, -0.01948089843709184},
    {0.1065134194856116, 0.5639564367884091, 3.932712388889277},
    {11.60249308247187, -3.972853965665698, -15.9423941062914},
    {-41.70399613139459, 17.43639888205313, 44.35414519872813},
    {77.162935699427, -33.40235894210092, -81.80730925738993},
    {-71.31942824499214, 32.62606426397723, 73.20951985803202},
    {25.13112622477341, -12.24266895238567, -23.07032500287172}
  };

  /** Checks that there are as many values as places. */
  public HeatMap {
    if (values.length != (long) width * height) {
      throw new IllegalArgumentException(width + "x" + height + " values, got " + values.length);
    }
  }

  /** Values of their own range, from the least to the largest. */
  public static HeatMap of(int width, int height, float[] values) {
    float least = Float.POSITIVE_INFINITY;
    float most = Float.NEGATIVE_INFINITY;
    for (float value : values) {
      least = Math.min(least, value);
      most = Math.max(most, value);
    }
    return new HeatMap(width, height, values, least, most, false);
  }

  /** Values with a sign, the largest of either sign in full colour. */
  public static HeatMap signed(int width, int height, float[] values) {
    float most = 0;
    for (float value : values) {
      most = Math.max(most, Math.abs(value));
    }
    return new HeatMap(width, height, values, 0, most, true);
  }

  /** The colours alone, in that size, pixels. */
  public Picture picture(int wide, int high) {
    float[] shares = shares(wide, high);
    float[] rgb = new float[3 * shares.length];
    for (int i = 0; i < shares.length; i++) {
      for (int c = 0; c < 3; c++) {
        rgb[c * shares.length + i] = colour(shares[i], c);
      }
    }
    return Picture.of(wide, high, rgb);
  }

  /**
   * The colours over a photo in grey: where there is nothing the photo shows through, dimmed.
   *
   * @param photo of any size; the result has its size
   */
  public Picture over(Picture photo) {
    float[] shares = shares(photo.width(), photo.height());
    int plane = shares.length;
    float[] rgb = new float[3 * plane];
    for (int i = 0; i < plane; i++) {
      float grey =
          0.299f * photo.rgb()[i]
              + 0.587f * photo.rgb()[plane + i]
              + 0.114f * photo.rgb()[2 * plane + i];
      float opacity = 0.15f + 0.7f * Math.abs(shares[i]);
      for (int c = 0; c < 3; c++) {
        rgb[c * plane + i] = opacity * colour(shares[i], c) + (1 - opacity) * grey;
      }
    }
    return Picture.of(photo.width(), photo.height(), rgb);
  }

  /** Each value in [0, 1], or [-1, 1] of signed ones, in that size. */
  private float[] shares(int wide, int high) {
    float[] shares = Resampling.resize(values, 1, height, width, high, wide);
    float room = most - least;
    for (int i = 0; i < shares.length; i++) {
      float share = room > 0 ? (shares[i] - least) / room : 0;
      shares[i] = Math.max(signed ? -1 : 0, Math.min(1, share));
    }
    return shares;
  }

  private float colour(float share, int channel) {
    if (signed) {
      float strength = Math.abs(share);
      boolean own = channel == (share >= 0 ? 0 : 2);
      // The brighter half goes on to white, so that large values tell apart.
      return own ? Math.min(1, 2 * strength) : Math.max(0, 1.4f * strength - 0.8f);
    }
    double value = 0;
    for (int k = INFERNO.length - 1; k >= 0; k--) {
      value = value * share + INFERNO[k][channel];
    }
    return (float) Math.max(0, Math.min(1, value));
  }
}
