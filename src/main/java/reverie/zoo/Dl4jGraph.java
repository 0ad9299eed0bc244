package reverie.zoo;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.deeplearning4j.nn.conf.InputPreProcessor;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.conf.graph.MergeVertex;
import org.deeplearning4j.nn.conf.graph.PreprocessorVertex;
import org.deeplearning4j.nn.conf.layers.FeedForwardLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.misc.FrozenLayer;
import org.deeplearning4j.nn.conf.preprocessor.CnnToFeedForwardPreProcessor;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import reverie.network.Activation;
import reverie.network.Add;
import reverie.network.Concat;
import reverie.network.Flatten;
import reverie.network.Graph;
import reverie.network.Window;
import reverie.support.UserException;

/**
 * A DeepLearning4J network as a {@link Graph}, with its layers' names, or "layer0" and so on. A
 * softmax becomes a layer of its own, so that the scores before it can be tapped.
 */
final class Dl4jGraph {
  private final String source;
  private final Graph.Builder graph;

  /** What their vertices are called here: a layer that does nothing has its input's name. */
  private final Map<String, String> names = new HashMap<>();

  private final Map<String, Window.Padding> margins = new HashMap<>();

  private Dl4jGraph(String source, String input, int channels) {
    this.source = source;
    this.graph = Graph.from(input, channels);
    names.put(input, input);
  }

  /**
   * The layers in a row.
   *
   * @param source what the file is called in errors
   * @throws UserException if it has a layer of a kind that is not known
   */
  static Graph of(MultiLayerNetwork network, String source) {
    Dl4jGraph made =
        new Dl4jGraph(
            source,
            "image",
            channels(
                List.of(network.getLayers()).stream()
                    .map(layer -> layer.conf().getLayer())
                    .toList(),
                source));
    String last = "image";
    for (int i = 0; i < network.getnLayers(); i++) {
      Layer layer = network.getLayer(i).conf().getLayer();
      String name = layer.getLayerName() == null ? "layer" + i : layer.getLayerName();
      last = made.flattened(network.getLayerWiseConfigurations().getInputPreProcess(i), name, last);
      last = made.layer(name, layer, network.getLayer(i).paramTable(), last);
      made.names.put(name, last);
    }
    return made.graph.build();
  }

  /** As {@link #of(MultiLayerNetwork, String)}, for a graph of one input. */
  static Graph of(ComputationGraph network, String source) {
    List<String> inputs = network.getConfiguration().getNetworkInputs();
    if (inputs.size() != 1) {
      throw new UserException(
          source + ": expected a network of one input, found " + String.join(", ", inputs), "");
    }
    List<String> order =
        java.util.Arrays.stream(network.topologicalSortOrder())
            .mapToObj(i -> network.getVertices()[i].getVertexName())
            .filter(name -> !inputs.contains(name))
            .toList();
    Map<String, GraphVertex> vertices = network.getConfiguration().getVertices();
    List<Layer> layers =
        order.stream()
            .map(vertices::get)
            .filter(LayerVertex.class::isInstance)
            .map(vertex -> ((LayerVertex) vertex).getLayerConf().getLayer())
            .toList();
    Dl4jGraph made = new Dl4jGraph(source, inputs.get(0), channels(layers, source));
    for (String name : order) {
      List<String> from =
          network.getConfiguration().getVertexInputs().get(name).stream()
              .map(made.names::get)
              .toList();
      made.names.put(name, made.vertex(name, vertices.get(name), network, from));
    }
    return made.graph.build();
  }

  /** How many channels the first layer with weights reads. */
  private static int channels(List<Layer> layers, String source) {
    for (Layer layer : layers) {
      if (bare(layer) instanceof FeedForwardLayer reads && reads.getNIn() > 0) {
        return Math.toIntExact(reads.getNIn());
      }
    }
    throw new UserException(source + ": expected layers with weights, found none", "");
  }

  private static Layer bare(Layer layer) {
    return layer instanceof FrozenLayer frozen ? bare(frozen.getLayer()) : layer;
  }

  private String vertex(
      String name, GraphVertex vertex, ComputationGraph network, List<String> from) {
    String[] inputs = from.toArray(String[]::new);
    if (vertex instanceof LayerVertex layer) {
      String input = flattened(layer.getPreProcessor(), name, inputs[0]);
      return layer(
          name, layer.getLayerConf().getLayer(), network.getLayer(name).paramTable(), input);
    }
    if (vertex instanceof MergeVertex merge && merge.getMergeAxis() == 1) {
      graph.add(name, new Concat(), inputs);
    } else if (vertex instanceof ElementWiseVertex sum && sum.getOp() == ElementWiseVertex.Op.Add) {
      graph.add(name, new Add(Activation.IDENTITY), inputs);
    } else if (vertex instanceof PreprocessorVertex prepared) {
      return flattened(prepared.getPreProcessor(), name, inputs[0]);
    } else {
      throw Dl4jLayers.unsupported(source, name, vertex.getClass().getSimpleName());
    }
    return name;
  }

  private String flattened(InputPreProcessor preprocessor, String name, String input) {
    if (preprocessor == null) {
      return input;
    }
    if (!(preprocessor instanceof CnnToFeedForwardPreProcessor)) {
      throw Dl4jLayers.unsupported(source, name, preprocessor.getClass().getSimpleName());
    }
    String flat = names.containsValue("flatten") ? name + "_flatten" : "flatten";
    names.put(flat, flat);
    graph.add(flat, new Flatten(true), input);
    return flat;
  }

  /** Adds it; gives the name of what it makes. */
  private String layer(
      String name,
      Layer layer,
      Map<String, org.nd4j.linalg.api.ndarray.INDArray> arrays,
      String input) {
    return new Dl4jLayers(
            graph, source, name, Optional.ofNullable(arrays).orElse(Map.of()), margins)
        .add(bare(layer), input);
  }
}
