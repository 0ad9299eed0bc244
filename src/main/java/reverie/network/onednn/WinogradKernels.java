package reverie.network.onednn;

import static reverie.network.onednn.WinogradShape.POINTS;

import java.util.function.Supplier;

/** Kernels as Winograd's algorithm multiplies with them; computed in float64. */
final class WinogradKernels {
  private WinogradKernels() {}

  /**
   * The transformed kernels, made when first asked for.
   *
   * @param kernels {@code [out][in][3][3]}
   */
  static Supplier<float[]> once(Supplier<float[]> kernels, int in, int out) {
    return new Supplier<>() {
      private float[] made;

      @Override
      public float[] get() {
        if (made == null) {
          made = transformed(kernels.get(), in, out);
        }
        return made;
      }
    };
  }

  /** {@code [out][in][3][3]} becomes {@code [36][in][out]}. */
  static float[] transformed(float[] kernels, int in, int out) {
    float[] result = new float[POINTS * in * out];
    Crew.of(OneDnn.threads())
        .run(
            in,
            (i, lane) -> {
              double[] u = new double[POINTS];
              double[] half = new double[POINTS / 2];
              for (int o = 0; o < out; o++) {
                WinogradTransforms.kernel(kernels, (o * in + i) * 9, half, u);
                for (int p = 0; p < POINTS; p++) {
                  result[(p * in + i) * out + o] = (float) u[p];
                }
              }
            });
    return result;
  }
}
