package reverie.zoo;

import reverie.tensor.DifferentiableMap;

/**
 * What an architecture does to a picture's channels before its first layer: input = scale x + shift
 * for x in [0, 1]. It belongs to the architecture, never to a loop: a wrong range fails silently
 * everywhere else.
 *
 * <p>A network that wants BGR has the channels of its first kernels reversed when it is loaded, so
 * that there is one order everywhere.
 *
 * @param scale one a channel, not 0
 * @param shift one a channel
 */
public record Preprocessing(float[] scale, float[] shift) {
  /** Checks that both are of one length and that the way back exists. */
  public Preprocessing {
    if (scale.length != shift.length || scale.length == 0) {
      throw new IllegalArgumentException(scale.length + " scales, " + shift.length + " shifts");
    }
    for (float s : scale) {
      if (s == 0 || !Float.isFinite(s)) {
        throw new IllegalArgumentException("a scale other than 0, got " + s);
      }
    }
  }

  /** RGB from [0, 1] to {@code [low, high]}: Inception's is -1 to 1. */
  public static Preprocessing range(float low, float high) {
    float s = high - low;
    return new Preprocessing(new float[] {s, s, s}, new float[] {low, low, low});
  }

  /**
   * For a network that sees grey: the picture's brightness from [0, 1] to {@code [low, high]}. Of
   * colours, the luma Y' = 0.299 R + 0.587 G + 0.114 B is taken.
   */
  public static Preprocessing grey(float low, float high) {
    return new Preprocessing(new float[] {high - low}, new float[] {low});
  }

  /** (x - mean) / deviation a channel: torchvision's normalisation. */
  public static Preprocessing standardised(float[] mean, float[] deviation) {
    float[] scale = new float[deviation.length];
    float[] shift = new float[deviation.length];
    for (int c = 0; c < scale.length; c++) {
      scale[c] = 1 / deviation[c];
      shift[c] = -mean[c] / deviation[c];
    }
    return new Preprocessing(scale, shift);
  }

  /** How many channels it is for. */
  public int channels() {
    return scale.length;
  }

  /** The way back: from the network's range to [0, 1]. */
  public Preprocessing inverse() {
    float[] backScale = new float[scale.length];
    float[] backShift = new float[scale.length];
    for (int c = 0; c < scale.length; c++) {
      backScale[c] = 1 / scale[c];
      backShift[c] = -shift[c] / scale[c];
    }
    return new Preprocessing(backScale, backShift);
  }

  /**
   * As a map of {@code [n, c, h, w]}; float32 or float64. That of one channel takes colours as
   * well, {@code [n, 3, h, w]}, and makes {@code [n, 1, h, w]} of them.
   */
  public DifferentiableMap map() {
    ChannelScaling scaling = new ChannelScaling(scale, shift);
    return channels() == 1 ? new Luma(scaling) : scaling;
  }
}
