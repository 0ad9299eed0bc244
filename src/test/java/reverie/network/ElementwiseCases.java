package reverie.network;

import java.util.ArrayList;
import java.util.List;
import reverie.network.Activation.Function;

/** Activations, normalisations and the layers that treat each position by itself. */
final class ElementwiseCases {
  private static final Window POINT = Window.square(1, 1, 0);

  private final List<ContractCase> cases = new ArrayList<>();
  private final RandomLayers layers = new RandomLayers(3);

  private ElementwiseCases() {}

  static List<ContractCase> all() {
    ElementwiseCases all = new ElementwiseCases();
    all.activations();
    all.normalisations();
    all.vectors();
    all.upsamplings();
    return all.cases;
  }

  private void activations() {
    for (Activation activation :
        List.of(
            Activation.IDENTITY,
            Activation.RELU,
            new Activation(Function.RELU, 0.1f, 0),
            new Activation(Function.CLIP, -0.7f, 0.8f),
            Activation.RELU6,
            new Activation(Function.ELU, 1, 0),
            new Activation(Function.ELU, 1.6f, 0),
            new Activation(Function.SIGMOID, 0, 0),
            new Activation(Function.TANH, 0, 0),
            new Activation(Function.SWISH, 1, 0),
            new Activation(Function.SWISH, 1.7f, 0),
            new Activation(Function.GELU, 0, 0),
            new Activation(Function.SOFTPLUS, 0, 0))) {
      cases.add(
          new ContractCase(
              activation + " by itself",
              Graph.from("image", 3)
                  .add("before", layers.convolution(3, 17, POINT))
                  .add("activation", new Activate(activation))
                  .add("of activation", new Activate(activation))
                  .add("branch", layers.affine(17), "before")
                  .add("sum", new Add(Activation.IDENTITY), "branch", "of activation")
                  .build(),
              1,
              4,
              5));
      if (activation.invertible()) {
        cases.add(fused(activation));
      }
    }
  }

  private ContractCase fused(Activation activation) {
    return new ContractCase(
        activation + " fused",
        Graph.from("image", 3)
            .add("conv", layers.convolution(3, 5, 1, Window.square(3, 1, 1), activation))
            .add("other", layers.convolution(3, 5, 1, POINT, activation), "image")
            .add("sum", new Add(activation), "conv", "other")
            .add("flat", new Flatten(true))
            .add("dense", layers.dense(5 * 4 * 5, 6, activation))
            .build(),
        1,
        4,
        5);
  }

  private void normalisations() {
    normalisation("5 channels", new LocalResponseNormalisation(5, 1, 0.75f, 1), 17);
    normalisation("3 of 80 channels", new LocalResponseNormalisation(3, 2, 0.5f, 2), 80);
    normalisation("more channels than there are", new LocalResponseNormalisation(9, 3, 1, 1), 3);
    normalisation("1 channel", new LocalResponseNormalisation(1, 1, 0.75f, 1), 5);
    normalisation("with AlexNet's numbers", new LocalResponseNormalisation(5, 1e-4f, 0.75f, 2), 17);
    cases.add(
        new ContractCase(
            "channel affine of the picture",
            Graph.from("image", 3)
                .add("affine", layers.affine(3))
                .add("relu", new Activate(Activation.RELU))
                .add("again", layers.affine(3))
                .build(),
            2,
            4,
            5));
    cases.add(
        new ContractCase(
            "softmax over channels",
            Graph.from("image", 3)
                .add("conv", layers.convolution(3, 17, POINT))
                .add("softmax", new Softmax())
                .build(),
            2,
            4,
            3));
  }

  private void normalisation(String name, Operation lrn, int channels) {
    cases.add(
        new ContractCase(
            "local response normalisation, " + name,
            Graph.from("image", 3)
                .add("before", layers.convolution(3, channels, POINT))
                .add("lrn", lrn)
                .build(),
            2,
            4,
            3));
  }

  private void vectors() {
    for (boolean channelsFirst : new boolean[] {true, false}) {
      cases.add(
          new ContractCase(
              "flatten "
                  + (channelsFirst ? "channels first" : "channels last")
                  + ", dense, softmax",
              Graph.from("image", 3)
                  .add("conv", layers.convolution(3, 5, Window.square(3, 1, 0)))
                  .add("flat", new Flatten(channelsFirst))
                  .add("hidden", layers.dense(5 * 3 * 4, 17, Activation.RELU))
                  .add("logits", layers.dense(17, 10, Activation.IDENTITY))
                  .add("softmax", new Softmax())
                  .build(),
              2,
              5,
              6));
    }
  }

  private void upsamplings() {
    for (boolean bilinear : new boolean[] {true, false}) {
      for (int factor = 1; factor <= 3; factor++) {
        cases.add(
            new ContractCase(
                "upsampling by " + factor + (bilinear ? ", bilinear" : ", nearest"),
                Graph.from("image", 3)
                    .add("conv", layers.convolution(3, 5, POINT))
                    .add("up", new Upsampling(factor, bilinear))
                    .build(),
                2,
                3,
                4));
      }
    }
    cases.add(
        new ContractCase(
            "bilinear upsampling of one pixel and of one row",
            Graph.from("image", 1)
                .add("up", new Upsampling(4, true))
                .add(
                    "down", new Pooling(Pooling.Type.AVERAGE, Window.square(4, 4, 0), false, false))
                .add("up again", new Upsampling(2, true))
                .build(),
            1,
            1,
            3));
  }
}
