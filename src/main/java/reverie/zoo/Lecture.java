package reverie.zoo;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import reverie.network.FeatureShape;
import reverie.network.Graph;
import reverie.support.UserException;
import reverie.weights.Source;

/**
 * The small network of lectures on convolutional networks, which tells handwritten digits apart,
 * white on black: {@link LectureNetwork}. {@code reverie train digits} trains it.
 */
final class Lecture implements Architecture {
  static final String NAME = "lecture";
  private static final String FOLDER = "lecture/";

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
    boolean own = weights.equals(embedded().orElseThrow());
    Graph graph = Dl4jGraph.of(LectureNetwork.read(weights), weights.name());
    FeatureShape scores = scores(graph, weights);
    if (scores.channels() != LectureNetwork.CLASSES) {
      throw new UserException(
          weights.name() + ": expected scores of ten digits, found " + scores.channels(),
          "'reverie train digits' makes such a file.");
    }
    return new Model(
        NAME,
        description(),
        own ? notice() : "",
        graph,
        Preprocessing.grey(0, 1),
        IntStream.range(0, LectureNetwork.CLASSES).mapToObj(Integer::toString).toList(),
        new Model.Suggested(List.of("conv2"), List.of("conv1", "conv2"), List.of("conv2")),
        LectureNetwork.SIDE);
  }

  private static FeatureShape scores(Graph graph, Source weights) {
    if (graph.inputChannels() != 1
        || !graph.layerNames().containsAll(List.of("conv1", "conv2", "dense", "logits"))) {
      throw new UserException(
          weights.name()
              + ": expected grey pictures and layers conv1, conv2, dense, logits, found "
              + graph.inputChannels()
              + " channels and "
              + String.join(", ", graph.layerNames()),
          "'reverie train digits' makes such a file.");
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
