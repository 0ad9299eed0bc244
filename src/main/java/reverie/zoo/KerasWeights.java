package reverie.zoo;

import java.util.Optional;
import reverie.network.Activation;
import reverie.network.ChannelAffine;
import reverie.network.Convolution;
import reverie.network.Dense;
import reverie.network.Window;
import reverie.weights.Weights;

/**
 * Keras' arrays in the network's layouts: kernels {@code [h, w, in, out]} become {@code [out, in,
 * h, w]}, and batch normalisation becomes one scale and shift a channel.
 *
 * @param weights Keras' arrays, named {@code layer/array}
 */
record KerasWeights(Weights weights) {
  /** Most feature maps of a layer; real ones stay below 5000. */
  private static final int MOST_CHANNELS = 1 << 16;

  /** Side of the square that is transposed at a time, so that both its sides stay in the cache. */
  private static final int TILE = 16;

  /**
   * A Conv2D or DepthwiseConv2D with its batch normalisation, if there is one that follows it, and
   * its activation.
   *
   * @param margins rows and columns of zeros around the input, by a ZeroPadding2D before
   */
  Convolution convolution(
      KerasLayer layer, int[] margins, Optional<KerasLayer> norm, Activation activation) {
    boolean depthwise = layer.kind().equals("DepthwiseConv2D");
    Window window = window(layer, layer.pair("kernel_size"), layer.pair("strides", 1, 1), margins);
    Weights.Tensor kernel =
        weights.named(layer.name() + (depthwise ? "/depthwise_kernel" : "/kernel"));
    long[] shape = kernel.shape();
    if (shape.length != 4
        || shape[0] != window.kernelHeight()
        || shape[1] != window.kernelWidth()
        || kernel.values().length == 0
        || Math.max(shape[2], shape[3]) > MOST_CHANNELS) {
      throw layer.refused(
          "a kernel of " + window.kernelHeight() + "x" + window.kernelWidth() + "xINxOUT",
          java.util.Arrays.toString(shape));
    }
    int groups = depthwise ? (int) shape[2] : layer.count("groups", 1, MOST_CHANNELS);
    int read = depthwise ? 1 : (int) shape[2];
    int made = kernel.values().length / (read * window.kernelHeight() * window.kernelWidth());
    if (!depthwise && layer.count("filters", made, MOST_CHANNELS) != made) {
      throw layer.refusedSetting("filters", "" + made);
    }
    float[] bias = bias(layer, made);
    Optional<ChannelAffine> affine = norm.map(n -> normalisation(n, made));
    affine.ifPresent(
        a -> {
          for (int o = 0; o < made; o++) {
            bias[o] = (float) ((double) bias[o] * a.scale()[o] + a.shift()[o]);
          }
        });
    return new Convolution(
        read * groups,
        made,
        groups,
        window,
        outputsFirst(kernel.values(), made, read, affine.map(ChannelAffine::scale).orElse(null)),
        bias,
        activation);
  }

  /** The window of a convolution or pooling layer. */
  static Window window(KerasLayer layer, int[] kernel, int[] stride, int[] margins) {
    layer.mustBe("data_format", "channels_last");
    int[] dilation = layer.pair("dilation_rate", 1, 1);
    if (kernel.length != 2) {
      throw layer.refusedSetting("kernel_size", "two numbers");
    }
    boolean padded = margins[0] + margins[1] + margins[2] + margins[3] > 0;
    Window.Padding padding =
        switch (layer.text("padding", "valid")) {
          case "valid" -> new Window.Padding(margins[0], margins[1], margins[2], margins[3], false);
          case "same" -> Window.Padding.SAME;
          default -> throw layer.refusedSetting("padding", "valid or same");
        };
    if (padded && padding.same()) {
      throw layer.refused("padding valid after a ZeroPadding2D", "same");
    }
    return new Window(
        kernel[0], kernel[1], stride[0], stride[1], dilation[0], dilation[1], padding);
  }

  /**
   * gamma (x - mean) / sqrt(variance + epsilon) + beta as scale x + shift.
   *
   * @param channels expected; 0 = as many as there are
   */
  ChannelAffine normalisation(KerasLayer layer, int channels) {
    layer.mustBeChannelAxis();
    String name = layer.name();
    int count = channels > 0 ? channels : weights.named(name + "/moving_mean").values().length;
    float[] mean = weights.get(name + "/moving_mean", count).values();
    float[] variance = weights.get(name + "/moving_variance", count).values();
    float[] gamma = layer.flag("scale", true) ? weights.get(name + "/gamma", count).values() : null;
    float[] beta = layer.flag("center", true) ? weights.get(name + "/beta", count).values() : null;
    float epsilon = layer.number("epsilon", 1e-3f);
    float[] scale = new float[count];
    float[] shift = new float[count];
    for (int c = 0; c < count; c++) {
      double spread = (double) variance[c] + epsilon;
      if (!(spread > 0)) {
        throw layer.refused("a variance above 0", variance[c] + " in channel " + c);
      }
      double s = (gamma == null ? 1 : gamma[c]) / Math.sqrt(spread);
      scale[c] = (float) s;
      shift[c] = (float) ((beta == null ? 0 : beta[c]) - mean[c] * s);
    }
    return new ChannelAffine(scale, shift);
  }

  /** A Dense layer; its input is a vector. */
  Dense dense(KerasLayer layer, Activation activation) {
    Weights.Tensor kernel = weights.named(layer.name() + "/kernel");
    long[] shape = kernel.shape();
    if (shape.length != 2 || kernel.values().length == 0) {
      throw layer.refused("a kernel [in, out]", java.util.Arrays.toString(shape));
    }
    int read = (int) shape[0];
    int made = (int) shape[1];
    return new Dense(
        read, made, outputsFirst(kernel.values(), made, read, null), bias(layer, made), activation);
  }

  /** A copy of the layer's bias, or zeros. */
  private float[] bias(KerasLayer layer, int count) {
    return layer.flag("use_bias", true)
        ? weights.get(layer.name() + "/bias", count).values().clone()
        : new float[count];
  }

  /**
   * {@code [taps, in, out]} as {@code [out, in, taps]}, each output's weights times its scale.
   *
   * @param scale one an output, or null for 1
   */
  static float[] outputsFirst(float[] from, int outputs, int inputs, float[] scale) {
    float[] to = new float[from.length];
    int taps = from.length / outputs / inputs;
    for (int out = 0; out < outputs; out += TILE) {
      for (int in = 0; in < inputs; in += TILE) {
        int outEnd = Math.min(outputs, out + TILE);
        int inEnd = Math.min(inputs, in + TILE);
        for (int o = out; o < outEnd; o++) {
          float s = scale == null ? 1 : scale[o];
          for (int i = in; i < inEnd; i++) {
            for (int t = 0; t < taps; t++) {
              to[(o * inputs + i) * taps + t] = from[(t * inputs + i) * outputs + o] * s;
            }
          }
        }
      }
    }
    return to;
  }
}
