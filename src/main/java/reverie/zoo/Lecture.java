package reverie.zoo;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import reverie.network.FeatureShape;
import reverie.network.Graph;
import reverie.support.UserException;
import reverie.weights.Checkpoint;
import reverie.weights.Dl4jModel;
import reverie.weights.Source;
import reverie.weights.WeightFormats;

/**
 * The small network of lectures on convolutional networks, which tells handwritten digits apart,
 * white on black: {@link LectureNetwork}. {@code reverie train digits} trains it.
 */
final class Lecture implements Architecture {
  static final String NAME = "lecture";
  private static final String FOLDER = "lecture/";
  private static final String HINT = "'reverie train digits' makes such a file.";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public String description() {
    return "a lecture's network for handwritten digits, 28x28 pixels, grey";
  }

  @Override
  public Optional<Source> embedded() {
    return Optional.of(Source.resource(Lecture.class, FOLDER + "digits.zip"));
  }

  @Override
  public Model load(Source weights) {
    if (!weights.equals(embedded().orElseThrow())) {
      return load(WeightFormats.open(weights));
    }
    return of(Dl4jGraph.of(LectureNetwork.read(weights), weights.name()), weights.name(), notice());
  }

  @Override
  public Model load(Checkpoint checkpoint) {
    String source = checkpoint.weights().source();
    if (!(checkpoint instanceof Dl4jModel file)) {
      throw new UserException(
          source + ": expected a DeepLearning4J network, found arrays alone", HINT);
    }
    return of(Dl4jModels.graph(file), source, "");
  }

  /** Whether a network can be taken for the lecture's. */
  static boolean isOne(Graph graph) {
    return graph.inputChannels() == 1
        && graph.layerNames().containsAll(List.of("conv1", "conv2", "dense", "logits"));
  }

  static Model of(Graph graph, String source, String notice) {
    FeatureShape scores = scores(graph, source);
    if (scores.channels() != LectureNetwork.CLASSES) {
      throw new UserException(
          source + ": expected scores of ten digits, found " + scores.channels(), HINT);
    }
    return new Model(
        NAME,
        "a lecture's network for handwritten digits, 28x28 pixels, grey",
        notice,
        graph,
        Preprocessing.grey(0, 1),
        IntStream.range(0, LectureNetwork.CLASSES).mapToObj(Integer::toString).toList(),
        new Model.Suggested(List.of("conv2"), List.of("conv1", "conv2"), List.of("conv2")),
        LectureNetwork.SIDE);
  }

  private static FeatureShape scores(Graph graph, String source) {
    if (!isOne(graph)) {
      throw new UserException(
          source
              + ": expected grey pictures and layers conv1, conv2, dense, logits, found "
              + graph.inputChannels()
              + " channels and "
              + String.join(", ", graph.layerNames()),
          HINT);
    }
    return graph.shapes(graph.nodes(), LectureNetwork.SIDE, LectureNetwork.SIDE).get("logits");
  }

  private static String notice() {
    try (Source.Content content = Source.resource(Lecture.class, FOLDER + "NOTICE").open()) {
      return StandardCharsets.UTF_8
          .decode(content.read(0, Math.toIntExact(content.length())))
          .toString();
    }
  }
}
