package reverie.zoo;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import reverie.network.Graph;
import reverie.weights.LayersModel;

/**
 * Keras networks that bring their own topology: those of Keras Applications with the ranges they
 * were trained on, any other with -1 to 1.
 */
final class KerasModels {
  private static final int MINIMAL_SIZE = 32;

  private KerasModels() {}

  /**
   * The model of a topology with its weights.
   *
   * @param named the architecture that the user named
   * @throws reverie.support.UserException if a layer is of an unknown class, or of a wrong shape
   */
  static Model load(LayersModel layers, Optional<Drawn> named) {
    List<Drawn> candidates = named.map(List::of).orElseGet(Architectures::drawn);
    Candidate nearest = Candidate.nearest(layers.weights(), candidates);
    if (nearest.fit().whole()) {
      return nearest.architecture().build(nearest);
    }
    Graph graph = KerasNetwork.of(layers);
    if (graph.layerNames().containsAll(InceptionV3.KERAS_LAYERS)) {
      return InceptionV3.keras(graph, "");
    }
    String name = name(layers.topology());
    boolean caffe = name.startsWith("vgg") || (name.startsWith("resnet") && !name.contains("v2"));
    return new Model(
        name,
        "a Keras network of " + graph.layerNames().size() + " layers",
        "",
        caffe ? BlueFirst.turned(graph) : graph,
        caffe
            ? KerasArrays.caffe()
            : name.startsWith("densenet") ? Dialect.normalised() : Preprocessing.range(-1, 1),
        Drawn.labels(graph),
        Suggestions.of(graph),
        MINIMAL_SIZE);
  }

  private static String name(JsonNode topology) {
    JsonNode model = topology.has("model_config") ? topology.path("model_config") : topology;
    String name = model.path("config").path("name").asText("").toLowerCase(Locale.ROOT);
    return name.matches("[a-z0-9_.-]{1,60}") ? name : "keras";
  }
}
