package reverie.network;

import java.util.List;

/**
 * Graphs whose way back depends on the {@link GradientRule}. No maximum pools what a rectifier made
 * zero: which of equals it takes is the engine's choice, and a gradient that goes through tells.
 */
final class RectifierCases {
  private RectifierCases() {}

  static List<ContractCase> all() {
    RandomLayers layers = new RandomLayers(9);
    Window three = Window.square(3, 1, 1);
    Window half = Window.square(2, 2, 0);
    Activation leaky = new Activation(Activation.Function.RELU, 0.2f, 0);
    Activation clip = new Activation(Activation.Function.CLIP, 0, 0.8f);
    Activation elu = new Activation(Activation.Function.ELU, 1, 0);
    Activation swish = new Activation(Activation.Function.SWISH, 1, 0);
    return List.of(
        new ContractCase(
            "fused, with a pooling",
            Graph.from("image", 3)
                .add("one", layers.convolution(3, 5, 1, three, Activation.RELU))
                .add("two", layers.convolution(5, 4, 1, three, Activation.RELU))
                .add("pool", new Pooling(Pooling.Type.AVERAGE, half, false, false))
                .build(),
            2,
            6,
            6),
        new ContractCase(
            "layers of their own, and those that are no rectifiers",
            Graph.from("image", 3)
                .add("one", layers.convolution(3, 4, three))
                .add("relu", new Activate(Activation.RELU))
                .add("leaky", new Activate(leaky))
                .add("elu", layers.convolution(4, 4, 1, three, elu))
                .add("clip", layers.convolution(4, 4, 1, three, clip))
                .add("sum", new Add(Activation.RELU), "relu", "clip")
                .add("swish", new Activate(swish))
                .add("mean", new GlobalPooling(Pooling.Type.AVERAGE))
                .add("dense", layers.dense(4, 6, Activation.RELU))
                .build(),
            2,
            4,
            5));
  }
}
