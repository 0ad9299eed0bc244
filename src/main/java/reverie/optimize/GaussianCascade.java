package reverie.optimize;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.ndarray.INDArray;
import reverie.tensor.Dense;
import reverie.tensor.Mirror;

/**
 * The mean of three Gaussian blurs, of half, once and twice a deviation that grows from 0.5 to 2.5
 * pixels over the steps (gordicaleksa/pytorch-deepdream); edges are mirrored.
 *
 * <p>Java loops over rows, which the JIT vectorises as every index is the loop's own: @MS@
 */
final class GaussianCascade implements GradientFilter {
  private static final double[] COEFFICIENTS = {0.5, 1, 2};

  /** As there: 9 taps whatever the deviation, so that the widest blurs are nearly boxes. */
  private static final int RADIUS = 4;

  private static final int TAPS = 2 * RADIUS + 1;

  @Override
  public void apply(INDArray gradient, double progress) {
    double sigma = 0.5 + 2 * progress;
    double[][] kernels = new double[COEFFICIENTS.length][];
    for (int i = 0; i < kernels.length; i++) {
      kernels[i] = kernel(COEFFICIENTS[i] * sigma);
    }
    int height = (int) gradient.size(-2);
    int width = (int) gradient.size(-1);
    Dense numbers = Dense.writing(gradient);
    IntStream.range(0, numbers.length() / (height * width))
        .parallel()
        .forEach(plane -> blur(numbers, plane * height * width, height, width, kernels));
  }

  /** The right half of a Gaussian, from its middle; all three together sum to 1 in two axes. */
  private static double[] kernel(double sigma) {
    double[] taps = new double[RADIUS + 1];
    double sum = 0;
    for (int t = 0; t <= RADIUS; t++) {
      taps[t] = StrictMath.exp(-t * t / (2 * sigma * sigma));
      sum += t == 0 ? taps[t] : 2 * taps[t];
    }
    for (int t = 0; t <= RADIUS; t++) {
      taps[t] /= sum * Math.sqrt(COEFFICIENTS.length);
    }
    return taps;
  }

  /** Blurs one plane in place: a row is written when all that are made of it have been read. */
  private static void blur(Dense numbers, int at, int height, int width, double[][] kernels) {
    double[][] window = new double[TAPS][width];
    double[] column = new double[width];
    double[] padded = new double[width + 2 * RADIUS];
    double[] result = new double[width];
    int read = 0;
    for (int y = 0; y < height; y++) {
      for (; read < Math.min(height, y + RADIUS + 1); read++) {
        numbers.read(at + read * width, window[read % TAPS], 0, width);
      }
      Arrays.fill(result, 0);
      for (double[] kernel : kernels) {
        blurColumns(window, y, height, kernel, column);
        pad(column, padded);
        blurRow(padded, kernel, result);
      }
      numbers.write(at + y * width, result, 0, width);
    }
  }

  private static void blurColumns(
      double[][] window, int y, int height, double[] kernel, double[] column) {
    double[][] rows = new double[TAPS][];
    for (int t = 0; t < TAPS; t++) {
      rows[t] = window[Mirror.index(y + t - RADIUS, height) % TAPS];
    }
    addWeighted(rows[0], rows[1], rows[2], rows[3], rows[4], kernel, column);
    addMirrored(rows[5], rows[6], rows[7], rows[8], kernel, column);
  }

  private static void addWeighted(
      double[] a, double[] b, double[] c, double[] d, double[] e, double[] kernel, double[] to) {
    double k0 = kernel[0];
    double k1 = kernel[1];
    double k2 = kernel[2];
    double k3 = kernel[3];
    double k4 = kernel[4];
    for (int x = 0; x < to.length; x++) {
      to[x] = k4 * a[x] + k3 * b[x] + k2 * c[x] + k1 * d[x] + k0 * e[x];
    }
  }

  private static void addMirrored(
      double[] f, double[] g, double[] h, double[] i, double[] kernel, double[] to) {
    double k1 = kernel[1];
    double k2 = kernel[2];
    double k3 = kernel[3];
    double k4 = kernel[4];
    for (int x = 0; x < to.length; x++) {
      to[x] += k1 * f[x] + k2 * g[x] + k3 * h[x] + k4 * i[x];
    }
  }

  private static void pad(double[] line, double[] padded) {
    int width = line.length;
    System.arraycopy(line, 0, padded, RADIUS, width);
    for (int t = 1; t <= RADIUS; t++) {
      padded[RADIUS - t] = line[Mirror.index(-t, width)];
      padded[RADIUS + width - 1 + t] = line[Mirror.index(width - 1 + t, width)];
    }
  }

  private static void blurRow(double[] p, double[] kernel, double[] result) {
    double k0 = kernel[0];
    double k1 = kernel[1];
    double k2 = kernel[2];
    double k3 = kernel[3];
    double k4 = kernel[4];
    for (int x = 0; x < result.length; x++) {
      result[x] +=
          k0 * p[x + 4]
              + k1 * (p[x + 3] + p[x + 5])
              + k2 * (p[x + 2] + p[x + 6])
              + k3 * (p[x + 1] + p[x + 7])
              + k4 * (p[x] + p[x + 8]);
    }
  }
}
