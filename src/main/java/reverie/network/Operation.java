package reverie.network;

import java.util.List;

/**
 * What a layer computes, with its weights: one record a kind. Weights are shared, not to be
 * changed.
 */
public sealed interface Operation
    permits Convolution,
        ChannelAffine,
        Activate,
        Pooling,
        GlobalPooling,
        LocalResponseNormalisation,
        Concat,
        Add,
        Dense,
        Flatten,
        Softmax,
        Upsampling,
        Input {

  /** The kind's name in tables, such as "convolution". */
  String kind();

  /**
   * The output's shape for inputs of these shapes. A size below 1 means that the picture is too
   * small for the network; whoever asks says so in an error.
   *
   * @throws IllegalArgumentException if shapes do not fit the weights or each other
   */
  FeatureShape outputShape(List<FeatureShape> inputs);

  /** Learned numbers: weights and biases. */
  default long parameters() {
    return 0;
  }

  /** Weights of one output channel, without its bias; 0 where there are none. */
  default long weightsPerFilter() {
    return 0;
  }

  /** How many inputs the layer takes: 1, or -1 for one or more. */
  default int arity() {
    return 1;
  }
}
