package reverie.network.onednn;

import org.bytedeco.dnnl.memory;
import reverie.network.Activation;
import reverie.network.Convolution;

/**
 * The four-dimensional kernels of a convolution (five with groups): their layouts, and their
 * flipped form.
 */
final class Kernel4 {
  private Kernel4() {}

  /** The layout in which {@link Convolution#kernels} lie. */
  static memory.desc plain(PlanBuilder plan, Convolution c) {
    return plan.scope.own(
        new memory.desc(
            dims(c),
            memory.data_type.f32,
            c.groups() == 1 ? memory.format_tag.oihw : memory.format_tag.goihw));
  }

  /** Whatever layout the primitive likes best. */
  static memory.desc any(PlanBuilder plan, Convolution c) {
    return plan.scope.own(new memory.desc(dims(c), plan.type, memory.format_tag.any));
  }

  private static long[] dims(Convolution c) {
    long out = c.outputChannels() / c.groups();
    long in = c.inputChannels() / c.groups();
    long h = c.window().kernelHeight();
    long w = c.window().kernelWidth();
    return c.groups() == 1 ? OneDnn.dims(out, in, h, w) : OneDnn.dims(c.groups(), out, in, h, w);
  }

  /**
   * The convolution that takes gradients back: channels exchanged. Its kernels are made by {@link
   * #flip} when needed.
   */
  static Convolution flipped(Convolution c) {
    return new Convolution(
        c.outputChannels(),
        c.inputChannels(),
        c.groups(),
        c.window(),
        c.kernels(),
        new float[c.inputChannels()],
        Activation.IDENTITY);
  }

  /** {@code [g][in][out][kh][kw]}, each kernel turned by half a turn. */
  static float[] flip(Convolution c) {
    int groups = c.groups();
    int out = c.outputChannels() / groups;
    int in = c.inputChannels() / groups;
    int size = c.window().kernelHeight() * c.window().kernelWidth();
    float[] from = c.kernels();
    float[] to = new float[from.length];
    for (int g = 0; g < groups; g++) {
      for (int o = 0; o < out; o++) {
        for (int i = 0; i < in; i++) {
          int source = ((g * out + o) * in + i) * size;
          int target = ((g * in + i) * out + o) * size;
          for (int k = 0; k < size; k++) {
            to[target + size - 1 - k] = from[source + k];
          }
        }
      }
    }
    return to;
  }
}
