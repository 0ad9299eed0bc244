package reverie.network.onednn;

import java.util.function.Supplier;
import org.bytedeco.dnnl.memory;
import reverie.network.Activation;
import reverie.network.Convolution;
import reverie.network.Node;
import reverie.network.Window;

/**
 * Which convolutions go by Winograd's algorithm: by a rule, not by a measurement, so that the same
 * network gives the same bytes on every day.
 */
final class Winograd {
  /** With fewer, the transforms cost more than the multiplications that they save. */
  private static final int CHANNELS = 64;

  /** With fewer, reading four times as many numbers for the kernels takes what is saved. */
  private static final int TILES = 32;

  /** Bytes of the largest array that Java can see as one. */
  private static final long LARGEST = Integer.MAX_VALUE;

  private Winograd() {}

  /**
   * Whether a convolution is dense, 3x3, of stride 1, in float32, of many channels, on arrays that
   * are neither too small nor too large.
   *
   * @param from what it reads
   * @param to what it makes
   */
  static boolean suits(PlanBuilder plan, Convolution c, Value from, Value to) {
    Window w = c.window();
    return plan.winograd
        && plan.type == memory.data_type.f32
        && w.kernelHeight() == 3
        && w.kernelWidth() == 3
        && w.strideHeight() == 1
        && w.strideWidth() == 1
        && w.dilationHeight() == 1
        && w.dilationWidth() == 1
        && c.groups() == 1
        && Math.min(c.inputChannels(), c.outputChannels()) >= CHANNELS
        && Math.max(from.layout.get_size(), to.layout.get_size()) <= LARGEST
        && shape(from, to, OneDnn.dims(0, 0)).tiles() >= TILES;
  }

  /** Whether an activation is applied on the way out of the transform. */
  static boolean fuses(Activation activation) {
    return Eltwise.isIdentity(activation) || isRelu(activation);
  }

  private static boolean isRelu(Activation activation) {
    return activation.function() == Activation.Function.RELU && activation.alpha() == 0;
  }

  /**
   * The convolution with its bias and activation.
   *
   * @param before rows and columns of padding
   */
  static WinogradStep forward(PlanBuilder plan, Node node, Convolution c, long[] before) {
    Value from = plan.input(node, 0);
    Value to = plan.output(node);
    return new WinogradStep(
        plan,
        node.name() + " forward",
        shape(from, to, before),
        c::kernels,
        from,
        to,
        c.bias(),
        isRelu(c.activation()),
        false);
  }

  /**
   * The flipped convolution that takes gradients back.
   *
   * @param before rows and columns of padding
   * @param add whether to add to what is in {@code to}
   */
  static WinogradStep backward(
      PlanBuilder plan,
      Node node,
      long[] before,
      Supplier<float[]> kernels,
      Value from,
      Value to,
      boolean add) {
    return new WinogradStep(
        plan,
        node.name() + " backward",
        shape(from, to, before),
        kernels,
        from,
        to,
        null,
        false,
        add);
  }

  private static WinogradShape shape(Value from, Value to, long[] before) {
    long[] in = new long[4];
    long[] out = new long[4];
    from.layout.get_dims().get(in);
    to.layout.get_dims().get(out);
    return new WinogradShape(
        (int) in[0],
        (int) in[2],
        (int) in[3],
        (int) in[1],
        (int) out[2],
        (int) out[3],
        (int) out[1],
        (int) before[0],
        (int) before[1]);
  }
}
