package reverie.zoo;

import java.util.List;
import java.util.Optional;
import reverie.network.Graph;
import reverie.network.Node;
import reverie.support.UserException;
import reverie.weights.Checkpoint;
import reverie.weights.LayersModel;
import reverie.weights.OnnxModel;
import reverie.weights.Source;
import reverie.weights.WeightFormats;
import reverie.weights.Weights;

/** An architecture that is drawn in Java, for checkpoints that hold arrays alone. */
class Drawn implements Architecture {
  private final String name;
  private final String description;
  private final int minimalSize;
  private final List<Dialect> dialects;

  /**
   * An architecture.
   *
   * @param name as in {@code --model}
   * @param description one line
   * @param minimalSize the smallest sensible short side of a picture, in pixels
   * @param dialects the checkpoints that are understood
   */
  Drawn(String name, String description, int minimalSize, Dialect... dialects) {
    this.name = name;
    this.description = description;
    this.minimalSize = minimalSize;
    this.dialects = List.of(dialects);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public String description() {
    return description;
  }

  @Override
  public Optional<Source> embedded() {
    return Optional.empty();
  }

  /** The checkpoints that are understood. */
  List<Dialect> dialects() {
    return dialects;
  }

  @Override
  public Model load(Source weights) {
    return load(WeightFormats.open(weights));
  }

  @Override
  public Model load(Checkpoint checkpoint) {
    if (checkpoint instanceof LayersModel layers) {
      return KerasModels.load(layers, Optional.of(this));
    }
    if (checkpoint instanceof OnnxModel onnx) {
      throw new UserException(
          onnx.weights().source() + ": an ONNX model brings its own architecture",
          "Leave --architecture out.");
    }
    Candidate nearest = Candidate.nearest(checkpoint.weights(), List.of(this));
    if (!nearest.fit().complete()) {
      throw new UserException(
          checkpoint.weights().source()
              + ": not the weights of "
              + name
              + " as "
              + nearest.dialect().name()
              + " names them: "
              + nearest.fit().difference(),
          "Leave --architecture out to have it told by the file's content.");
    }
    return build(nearest);
  }

  /** The model of a checkpoint that fits. */
  Model build(Candidate candidate) {
    Dialect dialect = candidate.dialect();
    Weights weights = candidate.weights();
    Graph drawn = Draft.graph(dialect.design(), weights, candidate.fit().headless());
    Graph graph = dialect.bgr() ? BlueFirst.turned(drawn) : drawn;
    return new Model(
        name,
        description,
        "",
        graph,
        dialect.preprocessing(),
        labels(graph),
        dialect.suggested(),
        minimalSize);
  }

  /** ImageNet's labels where the network has so many classes. */
  static List<String> labels(Graph graph) {
    String logits = graph.aliases().getOrDefault(Draft.LOGITS, Draft.LOGITS);
    return graph.nodes().stream()
        .filter(node -> node.name().equals(logits))
        .findFirst()
        .map(node -> ImageNet.labels(classes(graph, node)))
        .orElse(List.of());
  }

  private static long classes(Graph graph, Node logits) {
    Node node = logits;
    while (!node.inputs().isEmpty()) {
      if (node.operation() instanceof reverie.network.Dense dense) {
        return dense.outputs();
      } else if (node.operation() instanceof reverie.network.Convolution convolution) {
        return convolution.outputChannels();
      }
      node = graph.node(node.inputs().get(0));
    }
    return 0;
  }
}
