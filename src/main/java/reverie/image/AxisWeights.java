package reverie.image;

import java.util.function.DoubleUnaryOperator;

/**
 * How the samples of a resized axis are made of the old ones: sample {@code i} is the sum over
 * {@code k} of {@code weights[i * taps + k] * old[starts[i] + k]}.
 *
 * <p>To shrink, Lanczos-3 widened by the scale, so that what the new size cannot hold is removed
 * and not folded into false patterns. To enlarge, the cubic of Keys (1981, "Cubic convolution
 * interpolation for digital image processing") with a = -0.5, also called Catmull-Rom: it keeps old
 * samples, constants and ramps. Past an edge there is nothing: the weights inside are made to sum
 * to 1.
 *
 * @param starts the first old sample of each new one
 * @param weights {@code [samples][taps]}
 * @param taps old samples that make a new one
 */
record AxisWeights(int[] starts, float[] weights, int taps) {

  /** The weights from {@code size} samples to {@code newSize}. */
  static AxisWeights of(int size, int newSize) {
    if (size == newSize) {
      return unchanged(size);
    }
    double scale = (double) size / newSize;
    return scale > 1
        ? of(size, newSize, 3 * scale, d -> lanczos3(d / scale))
        : of(size, newSize, 2, AxisWeights::catmullRom);
  }

  private static AxisWeights of(int size, int newSize, double reach, DoubleUnaryOperator kernel) {
    int taps = Math.min(size, (int) Math.ceil(2 * reach));
    int[] starts = new int[newSize];
    float[] weights = new float[Math.multiplyExact(newSize, taps)];
    double[] row = new double[taps];
    for (int i = 0; i < newSize; i++) {
      double centre = (i + 0.5) * size / newSize - 0.5;
      starts[i] = Math.max(0, Math.min(size - taps, (int) Math.floor(centre - reach) + 1));
      double sum = 0;
      for (int k = 0; k < taps; k++) {
        row[k] = kernel.applyAsDouble(starts[i] + k - centre);
        sum += row[k];
      }
      for (int k = 0; k < taps; k++) {
        weights[i * taps + k] = (float) (row[k] / sum);
      }
    }
    return new AxisWeights(starts, weights, taps);
  }

  private static AxisWeights unchanged(int size) {
    int[] starts = new int[size];
    float[] weights = new float[size];
    for (int i = 0; i < size; i++) {
      starts[i] = i;
      weights[i] = 1;
    }
    return new AxisWeights(starts, weights, 1);
  }

  private static double catmullRom(double distance) {
    double d = Math.abs(distance);
    if (d < 1) {
      return 1 + d * d * (1.5 * d - 2.5);
    }
    return d < 2 ? 2 + d * (-4 + d * (2.5 - 0.5 * d)) : 0;
  }

  private static double lanczos3(double distance) {
    double d = Math.abs(distance);
    return d < 3 ? sinc(d) * sinc(d / 3) : 0;
  }

  private static double sinc(double x) {
    return x < 1e-9 ? 1 : Math.sin(Math.PI * x) / (Math.PI * x);
  }
}
