package reverie.objective;

import java.util.function.IntToDoubleFunction;

/**
 * The mean over rows of {@code dot max(0.1, cosine)^power}, each row of features with a direction,
 * and its derivative: that of row i is {@code alongTarget[i] * target + alongRow[i] * row}.
 *
 * @param mean the mean
 * @param alongTarget one for each row
 * @param alongRow one for each row
 */
record CosineWeights(double mean, double[] alongTarget, double[] alongRow) {
  private static final double LEAST_COSINE = 0.1;

  /** Keeps a cosine finite where the features are zero. */
  private static final double EPSILON = 1e-4;

  /**
   * Measures.
   *
   * @param dots of each row with its target
   * @param lengths of the rows
   * @param targetLengths the length of the target of row i
   * @param power 0 or more
   */
  static CosineWeights of(
      double[] dots, double[] lengths, IntToDoubleFunction targetLengths, double power) {
    double[] alongTarget = new double[dots.length];
    double[] alongRow = new double[dots.length];
    double sum = 0;
    for (int i = 0; i < dots.length; i++) {
      double length = lengths[i] + EPSILON;
      double cosine = dots[i] / (length * (targetLengths.applyAsDouble(i) + EPSILON));
      double factor = Math.pow(Math.max(LEAST_COSINE, cosine), power);
      sum += dots[i] * factor;
      alongTarget[i] = factor / dots.length;
      if (cosine > LEAST_COSINE) {
        alongTarget[i] += power * factor / dots.length;
        alongRow[i] = -power * factor * dots[i] / (length * lengths[i] * dots.length);
      }
    }
    return new CosineWeights(sum / dots.length, alongTarget, alongRow);
  }
}
