package reverie.network.onednn;

import org.bytedeco.dnnl.memory;
import reverie.network.Activation;
import reverie.network.Convolution;
import reverie.network.FeatureShape;
import reverie.network.Window;

/**
 * The input gradient of a strided convolution as one convolution of stride 1. With stride s, the
 * pixels of the input fall into s x s phases; each is a convolution of the output's gradient with
 * every s-th weight. Their results, side by side as channels, are then interleaved into a picture.
 *
 * <p>Used where the input has few channels, such as a network's first layer: there {@code
 * convolution_backward_data} leaves most of each vector empty. Measured on 7x7 stride 2, 3
 * channels, 512x384: 16.3 ms against 4.6.
 */
final class PhasedGradient {
  private static final int FEW_CHANNELS = 16;

  private final Convolution of;
  private final Axis rows;
  private final Axis columns;

  /**
   * One axis. Weight k of output o reads input o * stride + k - before. With i + before = stride *
   * q + r, input i gets weight stride * m + r of output q - m, for each m.
   *
   * @param stride s
   * @param before padding in front of the input
   * @param kernel weights along the axis
   * @param taps how many m there are
   * @param quotients how many q are made: enough for the input, and for all outputs
   */
  private record Axis(int stride, int before, int kernel, int taps, int quotients, int outputs) {
    static Axis of(int stride, int before, int kernel, int input, int outputs) {
      int taps = (kernel + stride - 1) / stride;
      int quotients = Math.max(outputs, (input + before + stride - 1) / stride);
      return new Axis(stride, before, kernel, taps, quotients, outputs);
    }

    /** The weight of phase r at tap t of the turned kernel, or -1 where there is none. */
    int weight(int phase, int tap) {
      int k = stride * (taps - 1 - tap) + phase;
      return k < kernel ? k : -1;
    }
  }

  private PhasedGradient(Convolution of, Axis rows, Axis columns) {
    this.of = of;
    this.rows = rows;
    this.columns = columns;
  }

  /** Whether it is worth it for this convolution. */
  static boolean suits(Convolution c) {
    Window w = c.window();
    return c.groups() == 1
        && c.inputChannels() < FEW_CHANNELS
        && w.dilationHeight() == 1
        && w.dilationWidth() == 1;
  }

  static PhasedGradient of(Convolution c, FeatureShape in, FeatureShape out) {
    Window w = c.window().resolved(in.height(), in.width());
    return new PhasedGradient(
        c,
        Axis.of(w.strideHeight(), w.padding().top(), w.kernelHeight(), in.height(), out.height()),
        Axis.of(w.strideWidth(), w.padding().left(), w.kernelWidth(), in.width(), out.width()));
  }

  private int phases() {
    return rows.stride * columns.stride;
  }

  /**
   * The convolution of stride 1 that makes all phases; its kernels are made by {@link #kernels}
   * when needed.
   */
  Convolution convolution() {
    Window.Padding padding =
        new Window.Padding(
            rows.taps - 1,
            rows.quotients - rows.outputs,
            columns.taps - 1,
            columns.quotients - columns.outputs,
            false);
    int out = phases() * of.inputChannels();
    return new Convolution(
        of.outputChannels(),
        out,
        1,
        new Window(rows.taps, columns.taps, 1, 1, 1, 1, padding),
        new float[out * of.outputChannels() * rows.taps * columns.taps],
        new float[out],
        Activation.IDENTITY);
  }

  /** {@code [phase row, phase column, input channel][output channel][taps][taps]}. */
  float[] kernels() {
    int out = of.outputChannels();
    int in = of.inputChannels();
    float[] to = new float[phases() * in * out * rows.taps * columns.taps];
    int at = 0;
    for (int phase = 0; phase < phases() * in; phase++) {
      int ry = phase / in / columns.stride;
      int rx = phase / in % columns.stride;
      for (int o = 0; o < out; o++) {
        int source = (o * in + phase % in) * rows.kernel;
        for (int ty = 0; ty < rows.taps; ty++) {
          for (int tx = 0; tx < columns.taps; tx++) {
            int ky = rows.weight(ry, ty);
            int kx = columns.weight(rx, tx);
            to[at++] = ky < 0 || kx < 0 ? 0 : of.kernels()[(source + ky) * columns.kernel + kx];
          }
        }
      }
    }
    return to;
  }

  /** The shape of all phases side by side. */
  FeatureShape shape() {
    return new FeatureShape(phases() * of.inputChannels(), rows.quotients, columns.quotients);
  }

  /**
   * Adds the step that interleaves the phases; returns the part of the result that is the input's
   * gradient.
   */
  Value interleave(PlanBuilder plan, Value phases, FeatureShape in) {
    long c = in.channels();
    long sy = rows.stride;
    long sx = columns.stride;
    long qy = rows.quotients;
    long qx = columns.quotients;
    FeatureShape padded =
        new FeatureShape(in.channels(), Math.toIntExact(sy * qy), Math.toIntExact(sx * qx));
    Value spread = plan.array(plan.scope.own(OneDnn.channelsLast(plan.batch, padded, plan.type)));
    long[] dims = OneDnn.dims(plan.batch, qy, sy, qx, sx, c);
    long all = sy * sx * c;
    long[] from = OneDnn.dims(qy * qx * all, qx * all, sx * c, all, c, 1);
    long row = sx * qx * c;
    long[] to = OneDnn.dims(sy * qy * row, sy * row, row, sx * c, c, 1);
    plan.copy("interleave", view(plan, phases, dims, from), view(plan, spread, dims, to));
    memory.desc inner =
        spread.layout.submemory_desc(
            OneDnn.dims(plan.batch, c, in.height(), in.width()),
            OneDnn.dims(0, 0, rows.before, columns.before));
    return spread.as(plan.scope.own(inner));
  }

  private static Value view(PlanBuilder plan, Value value, long[] dims, long[] strides) {
    return value.as(plan.scope.own(new memory.desc(dims, plan.type, strides)));
  }
}
