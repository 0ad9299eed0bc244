package reverie.zoo;

import java.util.Arrays;
import java.util.Optional;
import reverie.network.Activation;
import reverie.network.ChannelAffine;
import reverie.network.Window;
import reverie.support.UserException;
import reverie.weights.OnnxModel;
import reverie.weights.Weights;

/**
 * One ONNX operator, with its attributes read as the specification says.
 *
 * @param model it belongs to
 * @param node the operator
 */
record OnnxOperator(OnnxModel model, OnnxModel.OnnxNode node) {
  String name() {
    return node.name();
  }

  String kind() {
    return node.operator();
  }

  /** The name of an input value, or "" where it is left out. */
  String input(int index) {
    return index < node.inputs().size() ? node.inputs().get(index) : "";
  }

  String output() {
    return node.outputs().get(0);
  }

  /** The array of an input, if it is one. */
  Optional<Weights.Tensor> array(int index) {
    return Optional.ofNullable(model.weights().tensors().get(input(index)));
  }

  /**
   * The array of an input.
   *
   * @throws UserException if it is computed, or left out
   */
  Weights.Tensor constant(int index) {
    return array(index)
        .orElseThrow(() -> refused("an array as input " + index, "'" + input(index) + "'"));
  }

  double number(String attribute, double otherwise) {
    double[] found = node.numbers().get(attribute);
    return found == null || found.length == 0 ? otherwise : found[0];
  }

  int[] counts(String attribute, int... otherwise) {
    double[] found = node.numbers().get(attribute);
    return found == null || found.length == 0
        ? otherwise
        : Arrays.stream(found).mapToInt(d -> (int) d).toArray();
  }

  String text(String attribute, String otherwise) {
    return node.texts().getOrDefault(attribute, otherwise);
  }

  /**
   * The window of a convolution or pooling.
   *
   * @param kernel height and width
   * @param margins rows above and below, columns left and right, by a Pad before
   */
  Window window(int[] kernel, int[] margins) {
    int[] stride = counts("strides", 1, 1);
    int[] dilation = counts("dilations", 1, 1);
    int[] pads = counts("pads", 0, 0, 0, 0);
    if (kernel.length != 2 || stride.length != 2 || dilation.length != 2 || pads.length != 4) {
      throw refused("a window of two axes", kernel.length + " axes");
    }
    Window.Padding padding =
        switch (text("auto_pad", "NOTSET")) {
          case "NOTSET", "VALID" ->
              new Window.Padding(
                  pads[0] + margins[0],
                  pads[2] + margins[1],
                  pads[1] + margins[2],
                  pads[3] + margins[3],
                  false);
          case "SAME_UPPER" -> {
            if (margins[0] + margins[1] + margins[2] + margins[3] > 0) {
              throw refused("auto_pad NOTSET after a Pad", "SAME_UPPER");
            }
            yield Window.Padding.SAME;
          }
          default -> throw refused("auto_pad NOTSET, VALID or SAME_UPPER", text("auto_pad", ""));
        };
    return new Window(
        kernel[0], kernel[1], stride[0], stride[1], dilation[0], dilation[1], padding);
  }

  /** The activation that this operator is, if it is one. */
  Optional<Activation> activation() {
    return Optional.ofNullable(
        switch (kind()) {
          case "Relu" -> Activation.RELU;
          case "LeakyRelu" -> of(Activation.Function.RELU, number("alpha", 0.01), 0);
          case "Elu" -> of(Activation.Function.ELU, number("alpha", 1), 0);
          case "Sigmoid" -> of(Activation.Function.SIGMOID, 0, 0);
          case "Tanh" -> of(Activation.Function.TANH, 0, 0);
          case "Softplus" -> of(Activation.Function.SOFTPLUS, 0, 0);
          case "Clip" -> of(Activation.Function.CLIP, bound(1, "min"), bound(2, "max"));
          default -> null;
        });
  }

  private static Activation of(Activation.Function function, double alpha, double beta) {
    return new Activation(function, (float) alpha, (float) beta);
  }

  /** An input since opset 11, an attribute before; without one there is no bound. */
  private double bound(int index, String attribute) {
    double none = index == 1 ? -Float.MAX_VALUE : Float.MAX_VALUE;
    return array(index)
        .filter(array -> array.values().length == 1)
        .map(array -> (double) array.values()[0])
        .orElseGet(() -> number(attribute, none));
  }

  /** Whole numbers: an input of late opsets, an attribute of early ones. */
  int[] whole(int index, String attribute) {
    return array(index)
        .map(
            array -> {
              int[] values = new int[array.values().length];
              for (int i = 0; i < values.length; i++) {
                values[i] = (int) array.values()[i];
              }
              return values;
            })
        .orElseGet(() -> counts(attribute));
  }

  /** A batch norm as one scale and shift a channel. */
  ChannelAffine affine() {
    float[] gamma = constant(1).values();
    float[] beta = constant(2).values();
    float[] mean = constant(3).values();
    float[] variance = constant(4).values();
    float[] scale = new float[gamma.length];
    float[] shift = new float[gamma.length];
    if (beta.length != gamma.length
        || mean.length != gamma.length
        || variance.length != gamma.length) {
      throw refused("four arrays of one length", "others");
    }
    for (int c = 0; c < scale.length; c++) {
      double s = gamma[c] / Math.sqrt(Math.max(0, variance[c]) + number("epsilon", 1e-5));
      scale[c] = (float) s;
      shift[c] = (float) (beta[c] - mean[c] * s);
    }
    return new ChannelAffine(scale, shift);
  }

  /** "FILE: operator 'NAME' (Conv): expected ..., found ...". */
  UserException refused(String expected, String found) {
    return new UserException(
        model.weights().source()
            + ": operator '"
            + name().replaceAll("\\p{Cntrl}", "?")
            + "' ("
            + kind().replaceAll("\\p{Cntrl}", "?")
            + "): expected "
            + expected
            + ", found "
            + found,
        "Only plain feed-forward picture networks are read.");
  }
}
