package reverie.image;

import java.util.Arrays;

/** The colours of one picture given to another. Nothing here knows of networks. */
public final class ColourTransfer {
  private static final int LEVELS = 1024;

  private ColourTransfer() {}

  /**
   * Each channel of a picture with the other's histogram, by matching ranks.
   *
   * @return planar RGB in [0, 1] of the picture's size
   */
  public static float[] histogram(Picture picture, Picture like) {
    float[] rgb = picture.rgb();
    float[] result = new float[rgb.length];
    int plane = result.length / 3;
    int other = like.width() * like.height();
    for (int channel = 0; channel < 3; channel++) {
      float[] sorted = Arrays.copyOfRange(like.rgb(), channel * other, (channel + 1) * other);
      Arrays.sort(sorted);
      double[] ranks = ranks(rgb, channel * plane, plane);
      for (int i = 0; i < plane; i++) {
        double level = rgb[channel * plane + i] * (LEVELS - 1.0);
        int low = (int) Math.max(0, Math.min(LEVELS - 2.0, Math.floor(level)));
        double rank = ranks[low] + (level - low) * (ranks[low + 1] - ranks[low]);
        int at = (int) Math.max(0, Math.min(other - 1.0, Math.rint(rank * (other - 1))));
        result[channel * plane + i] = sorted[at];
      }
    }
    return result;
  }

  /** The share of numbers below each level, half of those at it. */
  private static double[] ranks(float[] values, int from, int count) {
    int[] histogram = new int[LEVELS];
    for (int i = from; i < from + count; i++) {
      histogram[(int) Math.max(0, Math.min(LEVELS - 1.0, Math.rint(values[i] * (LEVELS - 1.0))))]++;
    }
    double[] ranks = new double[LEVELS];
    long below = 0;
    for (int i = 0; i < LEVELS; i++) {
      ranks[i] = (below + histogram[i] / 2.0) / count;
      below += histogram[i];
    }
    return ranks;
  }

  /** The picture in grey, Y' of ITU-R BT.601 in each channel. */
  public static float[] grey(Picture picture) {
    float[] rgb = picture.rgb();
    float[] result = new float[rgb.length];
    int plane = rgb.length / 3;
    for (int i = 0; i < plane; i++) {
      float luma = Colours.luma(rgb, plane, i);
      for (int at = i; at < result.length; at += plane) {
        result[at] = luma;
      }
    }
    return result;
  }

  /**
   * The picture in grey with the mean and the deviation of the other's luma: Gatys et al.,
   * "Preserving Color in Neural Artistic Style Transfer", 2016.
   */
  public static float[] greyLike(Picture picture, Picture like) {
    float[] result = grey(picture);
    double[] own = meanAndDeviation(result);
    double[] wanted = meanAndDeviation(grey(like));
    double factor = wanted[1] / Math.max(own[1], 1e-6);
    for (int i = 0; i < result.length; i++) {
      double value = (result[i] - own[0]) * factor + wanted[0];
      result[i] = (float) Math.max(0, Math.min(1, value));
    }
    return result;
  }

  private static double[] meanAndDeviation(float[] values) {
    double sum = 0;
    double squares = 0;
    for (float value : values) {
      sum += value;
      squares += (double) value * value;
    }
    double mean = sum / values.length;
    return new double[] {mean, Math.sqrt(Math.max(0, squares / values.length - mean * mean))};
  }
}
