package reverie.zoo;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import reverie.network.Graph;
import reverie.support.UserException;
import reverie.weights.Dl4jModel;
import reverie.weights.Weights;

/** Networks that DeepLearning4J wrote, or has in memory. */
final class Dl4jModels {
  private Dl4jModels() {}

  /**
   * The model of a file. Nothing in it says what range its pictures have: 0 to 1 is assumed.
   *
   * @throws UserException if it is damaged, names classes that are not a network's, or has layers
   *     of another kind
   */
  static Model load(Dl4jModel file) {
    String source = file.weights().source();
    Graph graph = graph(file);
    if (Lecture.isOne(graph)) {
      return Lecture.of(graph, source, "");
    }
    return of(graph, Path.of(source).getFileName().toString().replaceAll("(?i)\\.(zip|bin)$", ""));
  }

  /** The model of a graph. */
  static Model of(Graph graph, String name) {
    int side = graph.smallest(graph.nodes()).orElse(1);
    float[] ones = new float[graph.inputChannels()];
    java.util.Arrays.fill(ones, 1);
    return new Model(
        name,
        "a DeepLearning4J network of " + graph.layerNames().size() + " layers",
        "",
        graph,
        graph.inputChannels() == 1
            ? Preprocessing.grey(0, 1)
            : new Preprocessing(ones, new float[ones.length]),
        Drawn.labels(graph),
        Suggestions.of(graph),
        side);
  }

  /** The graph of a file. */
  static Graph graph(Dl4jModel file) {
    String source = file.weights().source();
    org.deeplearning4j.nn.api.Model network = network(file);
    try {
      return network instanceof ComputationGraph graph
          ? Dl4jGraph.of(graph, source)
          : Dl4jGraph.of((MultiLayerNetwork) network, source);
    } catch (UserException e) {
      throw e;
    } catch (RuntimeException e) { // sizes that no layer can have
      throw damaged(source, e);
    }
  }

  private static UserException damaged(String source, RuntimeException e) {
    return new UserException(
        source + ": expected a DeepLearning4J network, found a damaged or other one",
        "Save it again with ModelSerializer.",
        e);
  }

  /** The arrays of a file, as DeepLearning4J names them: {@code conv1_W} or {@code 0_W}. */
  static Weights arrays(Dl4jModel file) {
    Map<String, Weights.Tensor> arrays = new LinkedHashMap<>();
    network(file)
        .paramTable()
        .forEach(
            (name, array) ->
                arrays.put(
                    name,
                    new Weights.Tensor(array.shape(), array.dup('c').reshape(-1).toFloatVector())));
    return new Weights(file.weights().source(), arrays, Map.of());
  }

  private static org.deeplearning4j.nn.api.Model network(Dl4jModel file) {
    String source = file.weights().source();
    boolean vertices = check(file).has("vertices");
    try {
      INDArray row = Nd4j.create(file.coefficients()).reshape(1, -1);
      if (vertices) {
        ComputationGraph network =
            new ComputationGraph(ComputationGraphConfiguration.fromJson(file.configuration()));
        network.init(row, false);
        return network;
      }
      MultiLayerNetwork network =
          new MultiLayerNetwork(MultiLayerConfiguration.fromJson(file.configuration()));
      network.init(row, false);
      return network;
    } catch (RuntimeException e) { // readers of hostile text throw anything
      throw damaged(source, e);
    }
  }

  /** The text names classes, which Jackson would make: those of networks only. */
  private static JsonNode check(Dl4jModel file) {
    String source = file.weights().source();
    try {
      JsonNode root = new ObjectMapper().readTree(file.configuration());
      List<String> classes = root.findValuesAsText("@class");
      for (String name : classes) {
        if (!name.startsWith("org.deeplearning4j.nn.") && !name.startsWith("org.nd4j.linalg.")) {
          throw new UserException(
              source
                  + ": expected classes of DeepLearning4J, found '"
                  + name.replaceAll("[^\\w.$]", "?")
                  + "'",
              "Networks with layers of one's own cannot be read.");
        }
      }
      return root;
    } catch (JsonProcessingException e) {
      throw new UserException(
          source + ": configuration.json is damaged: " + e.getOriginalMessage(),
          "Save it again with ModelSerializer.",
          e);
    }
  }
}
