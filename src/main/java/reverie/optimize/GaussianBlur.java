package reverie.optimize;

import org.nd4j.linalg.api.ndarray.INDArray;
import reverie.tensor.Dense;
import reverie.tensor.Mirror;

/**
 * Blurs images in place, as a regulariser of the picture itself between steps (Yosinski et al.
 * 2015, "Understanding Neural Networks Through Deep Visualization"). Edges are mirrored.
 *
 * @param sigma deviation in pixels, above 0
 */
public record GaussianBlur(double sigma) {
  /** Checks the deviation. */
  public GaussianBlur {
    if (!(sigma > 0) || Double.isInfinite(sigma)) {
      throw new IllegalArgumentException("a deviation above 0, got " + sigma);
    }
  }

  /** Blurs each plane of the last two axes, dense, {@code [..., h, w]}. */
  public void apply(INDArray images) {
    int height = (int) images.size(-2);
    int width = (int) images.size(-1);
    double[] kernel = kernel();
    Dense numbers = Dense.writing(images);
    double[] plane = new double[height * width];
    double[] blurred = new double[plane.length];
    for (int at = 0; at < numbers.length(); at += plane.length) {
      numbers.read(at, plane, 0, plane.length);
      blur(plane, blurred, kernel, height, width, 1, width);
      blur(blurred, plane, kernel, width, height, width, 1);
      numbers.write(at, plane, 0, plane.length);
    }
  }

  private double[] kernel() {
    double[] kernel = new double[1 + (int) Math.ceil(3 * sigma)];
    double sum = 0;
    for (int t = 0; t < kernel.length; t++) {
      kernel[t] = StrictMath.exp(-t * t / (2 * sigma * sigma));
      sum += t == 0 ? kernel[t] : 2 * kernel[t];
    }
    for (int t = 0; t < kernel.length; t++) {
      kernel[t] /= sum;
    }
    return kernel;
  }

  /** Along lines whose pixels are {@code step} apart, the lines {@code next} apart. */
  private static void blur(
      double[] from, double[] to, double[] kernel, int lines, int length, int step, int next) {
    for (int line = 0; line < lines; line++) {
      for (int i = 0; i < length; i++) {
        double sum = kernel[0] * from[line * next + i * step];
        for (int t = 1; t < kernel.length; t++) {
          int before = Mirror.index(i - t, length) * step;
          int after = Mirror.index(i + t, length) * step;
          sum += kernel[t] * (from[line * next + before] + from[line * next + after]);
        }
        to[line * next + i * step] = sum;
      }
    }
  }
}
