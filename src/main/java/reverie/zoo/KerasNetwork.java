package reverie.zoo;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import reverie.network.Activate;
import reverie.network.Activation;
import reverie.network.Activation.Function;
import reverie.network.Add;
import reverie.network.Concat;
import reverie.network.Convolution;
import reverie.network.Flatten;
import reverie.network.GlobalPooling;
import reverie.network.Graph;
import reverie.network.Operation;
import reverie.network.Pooling;
import reverie.network.Softmax;
import reverie.network.Upsampling;
import reverie.support.UserException;
import reverie.weights.LayersModel;

/**
 * A Keras network as a {@link Graph}. A convolution that only a batch normalisation follows, and
 * that only an activation, becomes one node with the convolution's name; the other layers keep
 * theirs. Where an activation of a layer cannot be fused, the layer's name is the activated one,
 * and {@code NAME/linear} what goes into it.
 */
final class KerasNetwork {
  private static final int[] NO_MARGINS = {0, 0, 0, 0};
  private final KerasWeights weights;
  private final KerasTopology topology;
  private final Map<String, KerasLayer> soleConsumer = new HashMap<>();

  /** Keras layer -> graph node that makes its output. */
  private final Map<String, String> nodeOf = new HashMap<>();

  /** ZeroPadding2D layer -> its margins, which the next layer takes over. */
  private final Map<String, int[]> margins = new HashMap<>();

  private final Set<String> fused = new HashSet<>();
  private final Set<String> nonNegative = new HashSet<>();
  private KerasInput picture;
  private Graph.Builder graph;

  private KerasNetwork(LayersModel model, String source) {
    this.weights = new KerasWeights(model.weights());
    this.topology = KerasTopology.of(source, model.topology());
    Map<String, Integer> uses = new HashMap<>();
    topology.outputs().forEach(o -> uses.merge(o, 1, Integer::sum));
    for (KerasLayer layer : topology.layers()) {
      for (String input : layer.inputs()) {
        uses.merge(input, 1, Integer::sum);
        soleConsumer.put(input, layer);
      }
    }
    soleConsumer.keySet().removeIf(name -> uses.get(name) > 1);
  }

  /**
   * Builds the graph and checks that its shapes fit.
   *
   * @throws UserException if a layer is of an unknown class, or weights are missing or misshapen
   */
  static Graph of(LayersModel model) {
    String source = model.weights().source();
    KerasNetwork network = new KerasNetwork(model, source);
    for (KerasLayer layer : network.topology.layers()) {
      if (!network.fused.contains(layer.name())) {
        try {
          network.add(layer);
        } catch (IllegalArgumentException e) {
          throw layer.refused("a layer that fits", e.getMessage());
        }
      }
    }
    Graph graph = network.graph.build();
    network.picture.check(graph);
    return graph;
  }

  private void add(KerasLayer layer) {
    if (graph == null && !layer.kind().equals("InputLayer")) {
      throw layer.refused("an InputLayer first", layer.kind());
    }
    switch (layer.kind()) {
      case "InputLayer" -> input(layer);
      case "Conv2D", "DepthwiseConv2D" -> convolution(layer);
      case "BatchNormalization" -> node(layer, weights.normalisation(layer, 0));
      case "Activation", "ReLU", "LeakyReLU", "ELU", "Softmax" ->
          KerasActivations.of(layer)
              .ifPresentOrElse(operation -> node(layer, operation), () -> skip(layer));
      case "MaxPooling2D" -> maxPooling(layer);
      case "AveragePooling2D" -> averagePooling(layer);
      case "GlobalAveragePooling2D" -> node(layer, new GlobalPooling(Pooling.Type.AVERAGE));
      case "GlobalMaxPooling2D" -> node(layer, new GlobalPooling(Pooling.Type.MAX));
      case "Concatenate" -> {
        layer.mustBeChannelAxis();
        node(layer, new Concat());
      }
      case "Add" -> node(layer, new Add(Activation.IDENTITY));
      case "Dense" -> dense(layer);
      case "Flatten" -> node(layer, new Flatten(false));
      case "UpSampling2D" -> upsampling(layer);
      case "ZeroPadding2D" -> {
        layer.mustBe("data_format", "channels_last");
        margins.put(layer.name(), layer.margins("padding"));
        skip(layer);
      }
      case "Dropout", "SpatialDropout2D", "GaussianDropout", "GaussianNoise" -> skip(layer);
      default ->
          throw new UserException(
              layer.source()
                  + ": layer '"
                  + layer.name()
                  + "': class '"
                  + layer.kind()
                  + "' is not supported",
              "Only plain feed-forward picture networks are read.");
    }
  }

  private void input(KerasLayer layer) {
    if (graph != null) {
      throw layer.refused("one InputLayer", "two");
    }
    picture = KerasInput.of(layer);
    graph = Graph.from(layer.name(), picture.channels());
    nodeOf.put(layer.name(), layer.name());
  }

  private void convolution(KerasLayer layer) {
    Optional<Operation> own = KerasActivations.named(layer);
    String last = layer.name();
    Optional<KerasLayer> norm =
        follower(last).filter(next -> own.isEmpty() && next.kind().equals("BatchNormalization"));
    if (norm.isPresent()) {
      last = norm.get().name();
    }
    Optional<KerasLayer> activated =
        follower(last)
            .filter(next -> own.isEmpty() && KerasActivations.isActivation(next))
            .filter(next -> KerasActivations.fusible(KerasActivations.of(next)).isPresent());
    Activation activation =
        KerasActivations.fusible(activated.isPresent() ? KerasActivations.of(activated.get()) : own)
            .orElse(Activation.IDENTITY);
    Convolution convolution =
        weights.convolution(
            layer, margins.getOrDefault(layer.input(), NO_MARGINS), norm, activation);
    String node = withOwnActivation(layer, own, convolution);
    for (Optional<KerasLayer> next : List.of(norm, activated)) {
      next.ifPresent(
          n -> {
            fused.add(n.name());
            nodeOf.put(n.name(), node);
          });
    }
    remember(node, activation);
  }

  private void dense(KerasLayer layer) {
    refuseMargins(layer);
    Optional<Operation> own = KerasActivations.named(layer);
    Activation activation = KerasActivations.fusible(own).orElse(Activation.IDENTITY);
    withOwnActivation(layer, own, weights.dense(layer, activation));
  }

  /** Adds the layer, and its own activation as a second node where it is not fused. */
  private String withOwnActivation(KerasLayer layer, Optional<Operation> own, Operation operation) {
    String from = nodeOf.get(layer.input());
    if (own.isPresent() && KerasActivations.fusible(own).isEmpty()) {
      graph.add(layer.name() + "/linear", operation, from);
      if (own.get() instanceof Softmax && isLast(layer)) {
        graph.alias(Draft.LOGITS);
      }
      graph.add(layer.name(), own.get(), layer.name() + "/linear");
    } else {
      graph.add(layer.name(), operation, from);
    }
    nodeOf.put(layer.name(), layer.name());
    return layer.name();
  }

  private boolean isLast(KerasLayer layer) {
    List<KerasLayer> all = topology.layers();
    return topology.outputs().isEmpty()
        ? all.get(all.size() - 1).name().equals(layer.name())
        : topology.outputs().contains(layer.name());
  }

  private void maxPooling(KerasLayer layer) {
    String from = nodeOf.get(layer.input());
    int[] zeros = margins.getOrDefault(layer.input(), NO_MARGINS);
    int[] size = layer.pair("pool_size", 2, 2);
    // A zero of the padding wins a maximum only where it is the largest: after a ReLU never.
    boolean harmless =
        nonNegative.contains(from)
            && Math.max(zeros[0], zeros[1]) < size[0]
            && Math.max(zeros[2], zeros[3]) < size[1];
    if (zeros != NO_MARGINS && !harmless) {
      throw layer.refused("its ZeroPadding2D to follow a ReLU", "'" + from + "'");
    }
    pooling(layer, Pooling.Type.MAX, size, zeros, false);
    if (nonNegative.contains(from)) {
      nonNegative.add(layer.name());
    }
  }

  private void averagePooling(KerasLayer layer) {
    int[] zeros = margins.getOrDefault(layer.input(), NO_MARGINS);
    // Zeros of a ZeroPadding2D count; those of "same" do not.
    pooling(layer, Pooling.Type.AVERAGE, layer.pair("pool_size", 2, 2), zeros, zeros != NO_MARGINS);
  }

  private void pooling(
      KerasLayer layer, Pooling.Type type, int[] size, int[] zeros, boolean countPadding) {
    Pooling pooling =
        new Pooling(
            type,
            KerasWeights.window(layer, size, layer.pair("strides", size), zeros),
            false,
            countPadding);
    graph.add(layer.name(), pooling, nodeOf.get(layer.input()));
    nodeOf.put(layer.name(), layer.name());
  }

  private void upsampling(KerasLayer layer) {
    layer.mustBe("data_format", "channels_last");
    int[] size = layer.pair("size", 2, 2);
    String interpolation = layer.text("interpolation", "nearest");
    boolean bilinear = interpolation.equals("bilinear");
    if (size[0] != size[1] || !(bilinear || interpolation.equals("nearest"))) {
      throw layer.refused(
          "one factor, nearest or bilinear", size[0] + "x" + size[1] + " " + interpolation);
    }
    node(layer, new Upsampling(size[0], bilinear));
  }

  private void node(KerasLayer layer, Operation operation) {
    refuseMargins(layer);
    if (layer.inputs().isEmpty()) {
      throw layer.refused("an input", "none");
    }
    graph.add(
        layer.name(), operation, layer.inputs().stream().map(nodeOf::get).toArray(String[]::new));
    nodeOf.put(layer.name(), layer.name());
    if (operation instanceof Activate activate) {
      remember(layer.name(), activate.activation());
    }
  }

  /** The layer's output is its input. */
  private void skip(KerasLayer layer) {
    refuseMargins(layer);
    nodeOf.put(layer.name(), nodeOf.get(layer.input()));
  }

  private void refuseMargins(KerasLayer layer) {
    for (String input : layer.inputs()) {
      if (margins.containsKey(input)) {
        throw layer.refused(
            "a convolution or pooling after ZeroPadding2D '" + input + "'", layer.kind());
      }
    }
  }

  private void remember(String node, Activation activation) {
    boolean relu = activation.function() == Function.RELU && activation.alpha() == 0;
    boolean clip = activation.function() == Function.CLIP && activation.alpha() >= 0;
    if (relu || clip || activation.function() == Function.SIGMOID) {
      nonNegative.add(node);
    }
  }

  private Optional<KerasLayer> follower(String layer) {
    return Optional.ofNullable(soleConsumer.get(layer)).filter(next -> next.inputs().size() == 1);
  }
}
