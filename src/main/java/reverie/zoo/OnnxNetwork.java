package reverie.zoo;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import reverie.network.Activate;
import reverie.network.Activation;
import reverie.network.Add;
import reverie.network.ChannelAffine;
import reverie.network.Concat;
import reverie.network.Convolution;
import reverie.network.Dense;
import reverie.network.Flatten;
import reverie.network.GlobalPooling;
import reverie.network.Graph;
import reverie.network.LocalResponseNormalisation;
import reverie.network.Operation;
import reverie.network.Pooling;
import reverie.network.Softmax;
import reverie.network.Upsampling;
import reverie.network.Window;
import reverie.weights.OnnxModel;
import reverie.weights.Weights;

/**
 * An ONNX model as a {@link Graph}. A convolution that only a batch norm follows, and that only an
 * activation, becomes one layer with the convolution's name; the others' names are its aliases.
 */
final class OnnxNetwork {
  private static final int[] NO_MARGINS = {0, 0, 0, 0};

  private final OnnxModel model;
  private final Graph.Builder graph;
  private final Set<String> taken = new HashSet<>();

  /** Value -> the layer that makes it. */
  private final Map<String, String> layerOf = new HashMap<>();

  /** Value -> its only reader. */
  private final Map<String, OnnxOperator> soleReader = new HashMap<>();

  /** Value that a Pad made -> margins, which the next layer takes over. */
  private final Map<String, int[]> margins = new HashMap<>();

  private final Set<String> vectors = new HashSet<>();
  private final Set<OnnxModel.OnnxNode> fused = new HashSet<>();

  private OnnxNetwork(OnnxModel model) {
    this.model = model;
    long channels = model.inputShape().length == 4 ? model.inputShape()[1] : 0;
    this.graph = Graph.from("input", channels == 1 ? 1 : 3);
    taken.add("input");
    layerOf.put(model.input(), "input");
    Map<String, Integer> uses = new HashMap<>();
    model.outputs().forEach(output -> uses.merge(output, 1, Integer::sum));
    for (OnnxModel.OnnxNode node : model.nodes()) {
      for (String input : node.inputs()) {
        uses.merge(input, 1, Integer::sum);
        soleReader.put(input, new OnnxOperator(model, node));
      }
    }
    soleReader.keySet().removeIf(value -> uses.get(value) > 1);
  }

  /**
   * Builds the graph.
   *
   * @throws reverie.support.UserException if an operator is unknown, or arrays do not fit it
   */
  static Graph of(OnnxModel model) {
    OnnxNetwork network = new OnnxNetwork(model);
    for (OnnxModel.OnnxNode node : model.nodes()) {
      OnnxOperator operator = new OnnxOperator(model, node);
      if (!network.fused.contains(node)) {
        try {
          network.add(operator);
        } catch (IllegalArgumentException | ArithmeticException e) {
          throw operator.refused("an operator that fits", "" + e.getMessage());
        }
      }
    }
    return network.finished();
  }

  private Graph finished() {
    // The class scores: what is given out, or what a last softmax reads.
    String last = model.outputs().isEmpty() ? "" : layerOf.getOrDefault(model.outputs().get(0), "");
    Graph built = graph.build();
    if (!last.isEmpty() && !taken.contains(Draft.LOGITS)) {
      reverie.network.Node node = built.node(last);
      String scores = node.operation() instanceof Softmax ? node.inputs().get(0) : last;
      if (vectors.contains(scores)) {
        return Aliases.with(built, Draft.LOGITS, scores);
      }
    }
    return built;
  }

  private void add(OnnxOperator o) {
    if (o.activation().isPresent()) {
      layer(o, new Activate(o.activation().get()), o.input(0));
      return;
    }
    switch (o.kind()) {
      case "Conv" -> convolution(o);
      case "BatchNormalization" -> layer(o, o.affine(), o.input(0));
      case "MaxPool" -> pooling(o, Pooling.Type.MAX);
      case "AveragePool" -> pooling(o, Pooling.Type.AVERAGE);
      case "GlobalAveragePool" -> layer(o, new GlobalPooling(Pooling.Type.AVERAGE), o.input(0));
      case "GlobalMaxPool" -> layer(o, new GlobalPooling(Pooling.Type.MAX), o.input(0));
      case "ReduceMean" -> reduceMean(o);
      case "Concat" -> {
        if (o.number("axis", 1) != 1 && o.number("axis", 1) != -3) {
          throw o.refused("axis 1", "" + o.number("axis", 1));
        }
        layer(o, new Concat(), o.node().inputs().toArray(String[]::new));
      }
      case "Add", "Sub", "Mul", "Div" -> arithmetic(o);
      case "Gemm", "MatMul" -> matrix(o);
      case "Flatten", "Reshape" -> flatten(o);
      case "Softmax" -> layer(o, new Softmax(), o.input(0));
      case "LRN" ->
          layer(
              o,
              new LocalResponseNormalisation(
                  (int) o.number("size", 1),
                  (float) o.number("alpha", 1e-4),
                  (float) o.number("beta", 0.75),
                  (float) o.number("bias", 1)),
              o.input(0));
      case "Resize", "Upsample" -> resize(o);
      case "Pad" -> pad(o);
      case "Dropout", "Identity", "Cast", "Squeeze", "Unsqueeze" -> same(o);
      case "Transpose" -> transpose(o);
      default -> throw o.refused("a known operator", "this one");
    }
  }

  /** Adds a layer after the layers that make these values. */
  private void layer(OnnxOperator o, Operation operation, String... values) {
    String[] inputs = new String[values.length];
    for (int i = 0; i < values.length; i++) {
      inputs[i] = made(o, values[i]);
      if (margins.containsKey(values[i])) {
        throw o.refused("a convolution or pooling after a Pad", o.kind());
      }
    }
    add(o, operation, inputs);
  }

  /** The layer that makes a value. */
  private String made(OnnxOperator o, String value) {
    return Optional.ofNullable(layerOf.get(value))
        .orElseThrow(() -> o.refused("a value that was computed before", "'" + value + "'"));
  }

  private void add(OnnxOperator o, Operation operation, String... inputs) {
    String name = o.name();
    while (!taken.add(name)) {
      name += "_";
    }
    graph.add(name, operation, inputs);
    layerOf.put(o.output(), name);
    boolean vector =
        operation instanceof GlobalPooling
            || operation instanceof Flatten
            || operation instanceof Dense;
    if (vector || (inputs.length > 0 && vectors.contains(inputs[0]))) {
      vectors.add(name);
    }
  }

  private void same(OnnxOperator o) {
    String layer = made(o, o.input(0));
    if (o.kind().endsWith("squeeze") || o.kind().equals("Squeeze")) {
      if (!vectors.contains(layer)) {
        throw o.refused("a vector", "feature maps");
      }
    }
    layerOf.put(o.output(), layer);
    if (margins.containsKey(o.input(0))) {
      margins.put(o.output(), margins.get(o.input(0)));
    }
  }

  private Optional<OnnxOperator> reader(String value) {
    return Optional.ofNullable(soleReader.get(value)).filter(o -> o.input(0).equals(value));
  }

  private void convolution(OnnxOperator o) {
    Weights.Tensor kernels = o.constant(1);
    long[] shape = kernels.shape();
    if (shape.length != 4 || kernels.values().length == 0) {
      throw o.refused("kernels [out, in, h, w]", java.util.Arrays.toString(shape));
    }
    int out = (int) shape[0];
    int groups = (int) o.number("group", 1);
    Window window =
        o.window(
            new int[] {(int) shape[2], (int) shape[3]},
            margins.getOrDefault(o.input(0), NO_MARGINS));
    float[] scaled = kernels.values();
    float[] bias = o.input(2).isEmpty() ? new float[out] : o.constant(2).values().clone();
    OnnxOperator last = o;
    Optional<OnnxOperator> norm =
        reader(o.output()).filter(next -> next.kind().equals("BatchNormalization"));
    if (norm.isPresent()) {
      ChannelAffine affine = norm.get().affine();
      last = norm.get();
      scaled = scaled.clone();
      int each = scaled.length / out;
      for (int i = 0; i < scaled.length; i++) {
        scaled[i] *= affine.scale()[i / each];
      }
      for (int c = 0; c < out; c++) {
        bias[c] = bias[c] * affine.scale()[c] + affine.shift()[c];
      }
    }
    Optional<OnnxOperator> activated =
        reader(last.output())
            .filter(next -> next.activation().map(Activation::invertible).orElse(false));
    Activation activation = activated.flatMap(OnnxOperator::activation).orElse(Activation.IDENTITY);
    String from = made(o, o.input(0));
    add(
        o,
        new Convolution(
            Math.toIntExact(shape[1] * groups), out, groups, window, scaled, bias, activation),
        from);
    for (Optional<OnnxOperator> next : List.of(norm, activated)) {
      next.ifPresent(n -> fuse(n, layerOf.get(o.output())));
    }
  }

  private void fuse(OnnxOperator o, String layer) {
    fused.add(o.node());
    layerOf.put(o.output(), layer);
    if (taken.add(o.name())) {
      graph.alias(o.name());
    }
  }

  private void pooling(OnnxOperator o, Pooling.Type type) {
    if (type == Pooling.Type.MAX && margins.containsKey(o.input(0))) {
      throw o.refused("no Pad before a maximum", "one");
    }
    int[] zeros = margins.getOrDefault(o.input(0), NO_MARGINS);
    boolean counted = o.number("count_include_pad", 0) != 0 || zeros != NO_MARGINS;
    String from = made(o, o.input(0));
    add(
        o,
        new Pooling(
            type,
            o.window(o.counts("kernel_shape"), zeros),
            o.number("ceil_mode", 0) != 0,
            counted),
        from);
  }

  private void reduceMean(OnnxOperator o) {
    int[] axes = o.whole(1, "axes");
    Set<Integer> both = new HashSet<>();
    for (int axis : axes) {
      both.add(axis < 0 ? axis + 4 : axis);
    }
    if (!both.equals(Set.of(2, 3))) {
      throw o.refused("axes 2 and 3", both.toString());
    }
    layer(o, new GlobalPooling(Pooling.Type.AVERAGE), o.input(0));
  }

  /** A sum of two values, or a value and an array of one number or one a channel. */
  private void arithmetic(OnnxOperator o) {
    boolean second = o.array(1).isPresent();
    boolean first = o.array(0).isPresent();
    if (!first && !second) {
      if (!o.kind().equals("Add")) {
        throw o.refused("an array as one of its inputs", "two computed values");
      }
      layer(o, new Add(Activation.IDENTITY), o.input(0), o.input(1));
      return;
    }
    if (first && !o.kind().equals("Add") && !o.kind().equals("Mul")) {
      throw o.refused("an array as its second input", "one as its first");
    }
    float[] array = o.constant(first ? 0 : 1).values();
    String value = o.input(first ? 1 : 0);
    int channels = channels(o, value);
    if (array.length != 1 && array.length != channels) {
      throw o.refused("1 or " + channels + " numbers", "" + array.length);
    }
    float[] scale = new float[channels];
    float[] shift = new float[channels];
    for (int c = 0; c < channels; c++) {
      float number = array[array.length == 1 ? 0 : c];
      scale[c] =
          switch (o.kind()) {
            case "Mul" -> number;
            case "Div" -> 1 / number;
            default -> 1;
          };
      shift[c] =
          switch (o.kind()) {
            case "Add" -> number;
            case "Sub" -> -number;
            default -> 0;
          };
    }
    layer(o, new ChannelAffine(scale, shift), value);
  }

  private int channels(OnnxOperator o, String value) {
    String layer = made(o, value);
    return Aliases.channels(graph.build(), layer);
  }

  private void matrix(OnnxOperator o) {
    Weights.Tensor matrix = o.constant(1);
    boolean turned = o.kind().equals("Gemm") && o.number("transB", 0) != 0;
    boolean plain =
        o.number("alpha", 1) == 1 && o.number("beta", 1) == 1 && o.number("transA", 0) == 0;
    if (!plain || matrix.shape().length != 2 || matrix.values().length == 0) {
      throw o.refused("a matrix, alpha and beta of 1", java.util.Arrays.toString(matrix.shape()));
    }
    int out = (int) matrix.shape()[turned ? 0 : 1];
    int in = (int) matrix.shape()[turned ? 1 : 0];
    float[] weights =
        turned ? matrix.values() : KerasWeights.outputsFirst(matrix.values(), out, in, null);
    float[] bias = o.input(2).isEmpty() ? new float[out] : o.constant(2).values().clone();
    layer(o, new Dense(in, out, weights, bias, Activation.IDENTITY), o.input(0));
  }

  private void flatten(OnnxOperator o) {
    boolean vector = vectors.contains(layerOf.getOrDefault(o.input(0), ""));
    int axes = o.kind().equals("Flatten") ? 2 : o.constant(1).values().length;
    if (o.kind().equals("Flatten") && o.number("axis", 1) != 1) {
      throw o.refused("axis 1", "" + o.number("axis", 1));
    }
    if (vector) {
      layerOf.put(o.output(), layerOf.get(o.input(0)));
    } else if (axes == 2) {
      layer(o, new Flatten(true), o.input(0));
    } else {
      throw o.refused("a shape of two axes", axes + " axes");
    }
  }

  private void resize(OnnxOperator o) {
    float[] scales =
        o.array(o.kind().equals("Resize") ? 2 : 1).map(Weights.Tensor::values).orElse(new float[0]);
    double[] attribute = o.node().numbers().get("scales");
    if (scales.length == 0 && attribute != null && attribute.length == 4) {
      scales = new float[] {1, 1, (float) attribute[2], (float) attribute[3]};
    }
    String mode = o.text("mode", "nearest");
    boolean whole =
        scales.length == 4
            && scales[0] == 1
            && scales[1] == 1
            && scales[2] == scales[3]
            && scales[2] == Math.rint(scales[2]);
    boolean centred = o.text("coordinate_transformation_mode", "half_pixel").contains("half_pixel");
    if (!whole || !(mode.equals("nearest") || (mode.equals("linear") && centred))) {
      throw o.refused(
          "one whole factor, nearest or linear by half pixels",
          mode + " " + java.util.Arrays.toString(scales));
    }
    layer(o, new Upsampling((int) scales[2], mode.equals("linear")), o.input(0));
  }

  private void pad(OnnxOperator o) {
    int[] pads = o.whole(1, "pads");
    float value = o.array(2).filter(a -> a.values().length == 1).map(a -> a.values()[0]).orElse(0f);
    boolean flat = pads.length == 8 && pads[0] + pads[1] + pads[4] + pads[5] == 0;
    if (!flat || !o.text("mode", "constant").equals("constant") || value != 0) {
      throw o.refused(
          "zeros around pictures", o.text("mode", "constant") + java.util.Arrays.toString(pads));
    }
    margins.put(o.output(), new int[] {pads[2], pads[6], pads[3], pads[7]});
    layerOf.put(o.output(), layerOf.get(o.input(0)));
  }

  /** TensorFlow's exports turn the picture around first. */
  private void transpose(OnnxOperator o) {
    boolean pictureFirst =
        o.input(0).equals(model.input())
            && java.util.Arrays.equals(o.counts("perm"), new int[] {0, 3, 1, 2});
    if (!pictureFirst) {
      throw o.refused("a transpose of the picture to channels first", "another");
    }
    layerOf.put(o.output(), "input");
  }
}
