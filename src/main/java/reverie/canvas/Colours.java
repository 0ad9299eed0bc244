package reverie.canvas;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Decorrelated colours: three numbers a pixel that vary independently in photographs, and the
 * matrix that makes RGB logits of them, the square root of the colour covariance of ImageNet (as
 * tensorflow/lucid has it). All maps take and make {@code [n, 3, h, w]}.
 */
final class Colours {
  /** Row: red, green, blue. Column: a decorrelated colour, the first is lightness. */
  private static final double[][] COVARIANCE_ROOT = {
    {0.26, 0.09, 0.02}, {0.27, 0.00, -0.05}, {0.27, -0.09, 0.03}
  };

  private static final double[][] FORWARD = divided(COVARIANCE_ROOT, largestColumnNorm());
  private static final double[][] INVERSE = inverse(FORWARD);
  private static final double[][] TRANSPOSE = transpose(FORWARD);

  private Colours() {}

  /** Decorrelated colours to RGB logits. */
  static INDArray correlate(INDArray colours) {
    return apply(FORWARD, colours);
  }

  /** RGB logits to decorrelated colours: {@link #correlate} undone. */
  static INDArray decorrelate(INDArray logits) {
    return apply(INVERSE, logits);
  }

  /** The adjoint of {@link #correlate}. */
  static INDArray pullBack(INDArray gradient) {
    return apply(TRANSPOSE, gradient);
  }

  private static INDArray apply(double[][] matrix, INDArray x) {
    long n = x.size(0);
    long pixels = x.size(2) * x.size(3);
    INDArray result = Nd4j.createUninitialized(x.dataType(), x.shape(), 'c');
    INDArray from = x.reshape('c', n, 3, pixels);
    INDArray to = result.reshape('c', n, 3, pixels);
    INDArray turned = Nd4j.create(transpose(matrix)).castTo(x.dataType());
    for (long i = 0; i < n; i++) {
      // As [pixels, 3], columns first: the order that BLAS writes without a copy.
      from.slice(i).transpose().mmuli(turned, to.slice(i).transpose());
    }
    return result;
  }

  private static double largestColumnNorm() {
    double largest = 0;
    for (int j = 0; j < 3; j++) {
      double square = 0;
      for (double[] row : COVARIANCE_ROOT) {
        square += row[j] * row[j];
      }
      largest = Math.max(largest, Math.sqrt(square));
    }
    return largest;
  }

  private static double[][] divided(double[][] m, double by) {
    double[][] result = new double[3][3];
    for (int i = 0; i < 3; i++) {
      for (int j = 0; j < 3; j++) {
        result[i][j] = m[i][j] / by;
      }
    }
    return result;
  }

  private static double[][] transpose(double[][] m) {
    double[][] result = new double[3][3];
    for (int i = 0; i < 3; i++) {
      for (int j = 0; j < 3; j++) {
        result[j][i] = m[i][j];
      }
    }
    return result;
  }

  /** By cofactors. */
  private static double[][] inverse(double[][] m) {
    double[][] adjugate = new double[3][3];
    for (int i = 0; i < 3; i++) {
      for (int j = 0; j < 3; j++) {
        int a = (i + 1) % 3;
        int b = (i + 2) % 3;
        int c = (j + 1) % 3;
        int d = (j + 2) % 3;
        adjugate[j][i] = m[a][c] * m[b][d] - m[a][d] * m[b][c];
      }
    }
    double determinant =
        m[0][0] * adjugate[0][0] + m[0][1] * adjugate[1][0] + m[0][2] * adjugate[2][0];
    return divided(adjugate, determinant);
  }
}
