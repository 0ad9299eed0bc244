package reverie.zoo;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import reverie.network.FeatureShape;
import reverie.network.Graph;
import reverie.network.Node;

/**
 * What a table of a network says, layer by layer, for a picture of one size.
 *
 * @param layers in forward order, without the input
 * @param parameters learned numbers of all together
 */
public record ModelSummary(List<Layer> layers, long parameters) {
  /** Copies the list. */
  public ModelSummary {
    layers = List.copyOf(layers);
  }

  /**
   * One layer.
   *
   * @param name the source's name
   * @param kind what it computes, such as "convolution"
   * @param shape of its output, for that picture
   * @param parameters learned numbers
   * @param perFilter weights of one output, without its bias: 225 of a 3x3 filter over 25 channels;
   *     0 where nothing is learned so
   * @param reach how it looks at the picture
   */
  public record Layer(
      String name, String kind, FeatureShape shape, long parameters, long perFilter, Reach reach) {}

  /**
   * Summarises a network.
   *
   * @param width pixels from left to right
   * @param height pixels from top to bottom
   * @throws reverie.support.UserException if the picture is too small for it
   */
  public static ModelSummary of(Graph graph, int width, int height) {
    List<Node> nodes = graph.nodes();
    Map<String, FeatureShape> shapes = graph.shapes(nodes, height, width);
    Map<String, Reach> reaches = Reach.of(nodes);
    List<Layer> layers = new ArrayList<>();
    long parameters = 0;
    for (Node node : nodes.subList(1, nodes.size())) {
      parameters += node.operation().parameters();
      layers.add(
          new Layer(
              node.name(),
              node.operation().kind(),
              shapes.get(node.name()),
              node.operation().parameters(),
              node.operation().weightsPerFilter(),
              reaches.get(node.name())));
    }
    return new ModelSummary(layers, parameters);
  }
}
