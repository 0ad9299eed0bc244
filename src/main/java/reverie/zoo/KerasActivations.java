package reverie.zoo;

import java.util.Optional;
import reverie.network.Activate;
import reverie.network.Activation;
import reverie.network.Activation.Function;
import reverie.network.Operation;
import reverie.network.Softmax;

/** Keras' activations, by name and as layers of their own. */
final class KerasActivations {
  private KerasActivations() {}

  /** Whether the layer is nothing but an activation. */
  static boolean isActivation(KerasLayer layer) {
    return switch (layer.kind()) {
      case "Activation", "ReLU", "LeakyReLU", "ELU", "Softmax" -> true;
      default -> false;
    };
  }

  /** The operation of such a layer; none if it changes nothing. */
  static Optional<Operation> of(KerasLayer layer) {
    return switch (layer.kind()) {
      case "ReLU" -> Optional.of(new Activate(relu(layer)));
      case "LeakyReLU" ->
          Optional.of(
              new Activate(new Activation(Function.RELU, slope(layer, leakyKey(layer), 0.3f), 0)));
      case "ELU" ->
          Optional.of(new Activate(new Activation(Function.ELU, slope(layer, "alpha", 1), 0)));
      case "Softmax" -> {
        layer.mustBeChannelAxis();
        yield Optional.of(new Softmax());
      }
      default -> named(layer);
    };
  }

  /** The operation that a layer's own {@code activation} names; none if it is linear. */
  static Optional<Operation> named(KerasLayer layer) {
    String name = layer.text("activation", "linear");
    return switch (name) {
      case "linear" -> Optional.empty();
      case "softmax" -> Optional.of(new Softmax());
      case "relu" -> activate(Activation.RELU);
      case "relu6" -> activate(Activation.RELU6);
      case "elu" -> activate(new Activation(Function.ELU, 1, 0));
      case "sigmoid" -> activate(new Activation(Function.SIGMOID, 0, 0));
      case "tanh" -> activate(new Activation(Function.TANH, 0, 0));
      case "swish", "silu" -> activate(new Activation(Function.SWISH, 1, 0));
      case "gelu" -> activate(new Activation(Function.GELU, 0, 0));
      case "softplus" -> activate(new Activation(Function.SOFTPLUS, 0, 0));
      default ->
          throw layer.refusedSetting(
              "activation",
              "linear, relu, relu6, elu, sigmoid, tanh, swish, silu, gelu, softplus or softmax");
    };
  }

  /** The activation that may be fused into the layer before, if the operation is one. */
  static Optional<Activation> fusible(Optional<Operation> operation) {
    return operation
        .filter(Activate.class::isInstance)
        .map(o -> ((Activate) o).activation())
        .filter(Activation::invertible);
  }

  private static Optional<Operation> activate(Activation activation) {
    return Optional.of(new Activate(activation));
  }

  private static Activation relu(KerasLayer layer) {
    float slope = slope(layer, "negative_slope", 0);
    if (layer.number("threshold", 0) != 0) {
      throw layer.refusedSetting("threshold", "0");
    }
    if (!layer.has("max_value")) {
      return new Activation(Function.RELU, slope, 0);
    }
    float most = layer.number("max_value", 0);
    if (slope != 0 || most <= 0) {
      throw layer.refusedSetting("max_value", "above 0, without a negative_slope");
    }
    return new Activation(Function.CLIP, 0, most);
  }

  /** Keras 3 renamed it. */
  private static String leakyKey(KerasLayer layer) {
    return layer.has("negative_slope") ? "negative_slope" : "alpha";
  }

  private static float slope(KerasLayer layer, String key, float fallback) {
    float slope = layer.number(key, fallback);
    if (slope < 0) {
      throw layer.refusedSetting(key, "0 or more");
    }
    return slope;
  }
}
