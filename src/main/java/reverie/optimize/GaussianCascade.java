package reverie.optimize;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.ndarray.INDArray;
import reverie.tensor.Dense;
import reverie.tensor.Mirror;
import reverie.tensor.Scratch;

/**
 * The mean of three Gaussian blurs, of half, once and twice a deviation that grows from 0.5 to 2.5
 * pixels over the steps (gordicaleksa/pytorch-deepdream); edges are mirrored.
 *
 * <p>A Java loop, of additions of rows that the JIT vectorises.
 */
final class GaussianCascade implements GradientFilter {
  private static final double[] COEFFICIENTS = {0.5, 1, 2};

  /** As there: 9 taps whatever the deviation, so that the widest blurs are nearly boxes. */
  private static final int RADIUS = 4;

  private static final int ROWS = 2 * RADIUS + 1;

  @Override
  public void apply(INDArray gradient, double progress) {
    double sigma = 0.5 + 2 * progress;
    double[][] kernels = new double[COEFFICIENTS.length][];
    for (int i = 0; i < kernels.length; i++) {
      kernels[i] = kernel(COEFFICIENTS[i] * sigma);
    }
    int height = (int) gradient.size(-2);
    int width = (int) gradient.size(-1);
    int size = height * width;
    Dense numbers = Dense.writing(gradient);
    IntStream.range(0, numbers.length() / size)
        .parallel()
        .forEach(
            plane -> {
              try (Scratch room = Scratch.of(ROWS * width)) {
                // The rows that a row is made of, as they were: row y at y modulo their number.
                double[] pixels = room.numbers();
                double[] line = new double[width + 2 * RADIUS];
                double[] result = new double[width];
                int read = 0;
                for (int y = 0; y < height; y++) {
                  for (; read < Math.min(height, y + RADIUS + 1); read++) {
                    numbers.read(plane * size + read * width, pixels, read % ROWS * width, width);
                  }
                  Arrays.fill(result, 0);
                  for (double[] kernel : kernels) {
                    blurColumns(pixels, height, width, y, kernel, line);
                    blurRow(line, kernel, result);
                  }
                  numbers.write(plane * size + y * width, result, 0, width);
                }
              }
            });
  }

  /** The right half of a Gaussian, from its middle; whole, three of them sum to 1 in two axes. */
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

  /** Row y blurred along the columns, with its mirrored margins, into {@code line}. */
  private static void blurColumns(
      double[] pixels, int height, int width, int y, double[] kernel, double[] line) {
    for (int x = 0; x < width; x++) {
      line[RADIUS + x] = kernel[0] * pixels[y % ROWS * width + x];
    }
    for (int t = 1; t <= RADIUS; t++) {
      addPair(
          kernel[t],
          pixels,
          Mirror.index(y - t, height) % ROWS * width,
          Mirror.index(y + t, height) % ROWS * width,
          line,
          RADIUS,
          width);
    }
    for (int t = 1; t <= RADIUS; t++) {
      line[RADIUS - t] = line[RADIUS + Mirror.index(-t, width)];
      line[RADIUS + width - 1 + t] = line[RADIUS + Mirror.index(width - 1 + t, width)];
    }
  }

  private static void blurRow(double[] line, double[] kernel, double[] result) {
    int width = result.length;
    for (int x = 0; x < width; x++) {
      result[x] += kernel[0] * line[RADIUS + x];
    }
    for (int t = 1; t <= RADIUS; t++) {
      addPair(kernel[t], line, RADIUS - t, RADIUS + t, result, 0, width);
    }
  }

  /** {@code target[at + x] += factor * (source[a + x] + source[b + x])}. */
  private static void addPair(
      double factor, double[] source, int a, int b, double[] target, int at, int count) {
    for (int x = 0; x < count; x++) {
      target[at + x] += factor * (source[a + x] + source[b + x]);
    }
  }
}
