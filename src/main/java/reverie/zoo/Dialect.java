package reverie.zoo;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import reverie.weights.Weights;

/**
 * A way in which checkpoints of an architecture name and lay out their arrays.
 *
 * @param name such as "torchvision"
 * @param design asks for the arrays by their names after renaming
 * @param ignored beginnings of names that no picture needs
 * @param preprocessing from a picture in [0, 1] to what these weights were trained on
 * @param bgr whether they were trained on blue, green, red
 * @param suggested layers by use
 * @param renamed this dialect's arrays under the design's names and in its layouts
 */
record Dialect(
    String name,
    Design design,
    List<String> ignored,
    Preprocessing preprocessing,
    boolean bgr,
    Model.Suggested suggested,
    UnaryOperator<Weights> renamed) {
  private static final float[] MEAN = {.485f, .456f, .406f};
  private static final float[] DEVIATION = {.229f, .224f, .225f};
  private static final List<String> WRAPPERS = List.of("module.", "model.", "backbone.", "net.");

  /** torchvision's: its names, and its normalisation by ImageNet's mean and deviation. */
  static Dialect torchvision(Design design, Model.Suggested suggested, String... ignored) {
    return torchvision(design, normalised(), suggested, ignored);
  }

  /** torchvision's range: less ImageNet's mean, over its deviation. */
  static Preprocessing normalised() {
    return Preprocessing.standardised(MEAN, DEVIATION);
  }

  /** torchvision's names, with another range. */
  static Dialect torchvision(
      Design design, Preprocessing preprocessing, Model.Suggested suggested, String... ignored) {
    return new Dialect(
        "torchvision",
        design,
        List.of(ignored),
        preprocessing,
        false,
        suggested,
        UnaryOperator.identity());
  }

  /** This dialect, with arrays renamed. */
  Dialect renaming(UnaryOperator<String> rename) {
    return new Dialect(
        name,
        design,
        ignored,
        preprocessing,
        bgr,
        suggested,
        weights -> {
          Map<String, Weights.Tensor> tensors = new LinkedHashMap<>();
          weights.tensors().forEach((key, value) -> tensors.put(rename.apply(key), value));
          return new Weights(weights.source(), tensors, weights.metadata());
        });
  }

  /** Without the prefix that a wrapping module gave to every name, such as {@code module.}. */
  static Weights unwrapped(Weights weights) {
    for (String prefix : WRAPPERS) {
      if (!weights.names().isEmpty()
          && weights.names().stream().allMatch(name -> name.startsWith(prefix))) {
        Map<String, Weights.Tensor> tensors = new LinkedHashMap<>();
        weights
            .tensors()
            .forEach((key, value) -> tensors.put(key.substring(prefix.length()), value));
        return unwrapped(new Weights(weights.source(), tensors, weights.metadata()));
      }
    }
    return weights;
  }
}
