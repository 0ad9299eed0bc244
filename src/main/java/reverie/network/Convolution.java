package reverie.network;

import java.util.List;

/**
 * Cross-correlation with learned kernels, then bias, then an activation; batch normalisation folds
 * into it.
 *
 * @param inputChannels channels it reads
 * @param outputChannels channels it makes
 * @param groups channels are split into so many independent groups; inputChannels for depthwise
 * @param window kernel, stride, dilation, padding (zeros)
 * @param kernels {@code [outputChannels][inputChannels / groups][kernelHeight][kernelWidth]}
 * @param bias {@code [outputChannels]}
 * @param activation applied last; must be {@link Activation#invertible()}
 */
public record Convolution(
    int inputChannels,
    int outputChannels,
    int groups,
    Window window,
    float[] kernels,
    float[] bias,
    Activation activation)
    implements Operation {

  /** Checks that the weights have the sizes that the numbers say. */
  public Convolution {
    long expected =
        groups < 1
            ? -1
            : (long) outputChannels
                * (inputChannels / groups)
                * window.kernelHeight()
                * window.kernelWidth();
    if (expected < 1
        || inputChannels % groups != 0
        || outputChannels % groups != 0
        || kernels.length != expected
        || bias.length != outputChannels) {
      throw new IllegalArgumentException(
          "convolution "
              + inputChannels
              + " -> "
              + outputChannels
              + " in "
              + groups
              + " groups: "
              + kernels.length
              + " weights, "
              + bias.length
              + " biases");
    }
    if (!activation.invertible()) {
      throw new IllegalArgumentException(
          activation + " cannot be fused; make it a layer of its own");
    }
  }

  /** This convolution followed by that activation. */
  public Convolution then(Activation next) {
    return new Convolution(inputChannels, outputChannels, groups, window, kernels, bias, next);
  }

  @Override
  public String kind() {
    return "convolution";
  }

  @Override
  public FeatureShape outputShape(List<FeatureShape> inputs) {
    FeatureShape in = inputs.get(0);
    if (in.channels() != inputChannels) {
      throw new IllegalArgumentException(
          "expected " + inputChannels + " channels, found " + in.channels());
    }
    return new FeatureShape(
        outputChannels,
        window.outputHeight(in.height(), false),
        window.outputWidth(in.width(), false));
  }

  @Override
  public long weightsPerFilter() {
    return kernels.length / outputChannels;
  }

  @Override
  public long parameters() {
    return kernels.length + (long) bias.length;
  }
}
