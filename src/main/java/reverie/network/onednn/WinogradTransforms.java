package reverie.network.onednn;

/**
 * The one-dimensional transforms of Winograd's F(4, 3), each over many channels and tiles at a
 * time. Lavin and Gray, "Fast Algorithms for Convolutional Neural Networks", 2016, with the points
 * 0, 1, -1, 2, -2 and infinity.
 *
 * <p>Loops over a few arrays at one index, which both JDK 17 and 25 turn into vector instructions:
 * measured 0.06 ns a number written. One loop for all six results is not vectorised, and takes
 * seven times as long.
 */
final class WinogradTransforms {
  private WinogradTransforms() {}

  /** {@code t = B^T d}: six rows of input become six of the transformed. */
  static void input(float[][] d, int from, int step, float[][] t, int count) {
    float[] d1 = d[from + step];
    float[] d2 = d[from + 2 * step];
    float[] d3 = d[from + 3 * step];
    float[] d4 = d[from + 4 * step];
    ends(d[from], d2, d4, t[from], count);
    pair(d1, d2, d3, d4, t[from + step], t[from + 2 * step], count);
    widePair(d1, d2, d3, d4, t[from + 3 * step], t[from + 4 * step], count);
    ends(d1, d3, d[from + 5 * step], t[from + 5 * step], count);
  }

  /**
   * {@code y = A^T m}: six rows of products become four of output.
   *
   * @param to where y's first row is; its rows are {@code step} apart like m's
   */
  static void output(float[][] m, int from, int step, float[][] y, int to, int count) {
    float[] m1 = m[from + step];
    float[] m2 = m[from + 2 * step];
    float[] m3 = m[from + 3 * step];
    float[] m4 = m[from + 4 * step];
    even(m[from], m1, m2, m3, m4, y[to], y[to + 2 * step], count);
    odd(m1, m2, m3, m4, m[from + 5 * step], y[to + step], y[to + 3 * step], count);
  }

  /**
   * {@code u = G g G^T}: a kernel of 3x3 becomes 36 numbers, computed in double.
   *
   * @param kernel its nine numbers, from {@code at} on
   * @param half room for 18 numbers
   */
  static void kernel(float[] kernel, int at, double[] half, double[] u) {
    for (int j = 0; j < 3; j++) {
      column(kernel[at + j], kernel[at + 3 + j], kernel[at + 6 + j], half, j, 3);
    }
    for (int i = 0; i < 6; i++) {
      column(half[3 * i], half[3 * i + 1], half[3 * i + 2], u, 6 * i, 1);
    }
  }

  private static void column(double a, double b, double c, double[] to, int at, int step) {
    to[at] = a / 4;
    to[at + step] = -(a + b + c) / 6;
    to[at + 2 * step] = -(a - b + c) / 6;
    to[at + 3 * step] = (a + 2 * b + 4 * c) / 24;
    to[at + 4 * step] = (a - 2 * b + 4 * c) / 24;
    to[at + 5 * step] = c;
  }

  private static void ends(float[] a, float[] b, float[] c, float[] t, int count) {
    for (int k = 0; k < count; k++) {
      t[k] = 4 * a[k] - 5 * b[k] + c[k];
    }
  }

  private static void pair(
      float[] d1, float[] d2, float[] d3, float[] d4, float[] plus, float[] minus, int count) {
    for (int k = 0; k < count; k++) {
      float even = d4[k] - 4 * d2[k];
      float odd = d3[k] - 4 * d1[k];
      plus[k] = even + odd;
      minus[k] = even - odd;
    }
  }

  private static void widePair(
      float[] d1, float[] d2, float[] d3, float[] d4, float[] plus, float[] minus, int count) {
    for (int k = 0; k < count; k++) {
      float even = d4[k] - d2[k];
      float odd = 2 * (d3[k] - d1[k]);
      plus[k] = even + odd;
      minus[k] = even - odd;
    }
  }

  private static void even(
      float[] m0,
      float[] m1,
      float[] m2,
      float[] m3,
      float[] m4,
      float[] y0,
      float[] y2,
      int count) {
    for (int k = 0; k < count; k++) {
      float near = m1[k] + m2[k];
      float far = m3[k] + m4[k];
      y0[k] = m0[k] + near + far;
      y2[k] = near + 4 * far;
    }
  }

  private static void odd(
      float[] m1,
      float[] m2,
      float[] m3,
      float[] m4,
      float[] m5,
      float[] y1,
      float[] y3,
      int count) {
    for (int k = 0; k < count; k++) {
      float near = m1[k] - m2[k];
      float far = m3[k] - m4[k];
      y1[k] = near + 2 * far;
      y3[k] = near + 8 * far + m5[k];
    }
  }

  /** {@code y += x}. */
  static void add(float[] x, float[] y, int count) {
    for (int k = 0; k < count; k++) {
      y[k] += x[k];
    }
  }

  /** {@code y = max(y, 0)}. */
  static void rectify(float[] y, int count) {
    for (int k = 0; k < count; k++) {
      y[k] = Math.max(0f, y[k]);
    }
  }
}
