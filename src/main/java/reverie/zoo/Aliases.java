package reverie.zoo;

import java.util.Map;
import java.util.Set;
import reverie.network.FeatureShape;
import reverie.network.Graph;
import reverie.network.Input;
import reverie.network.Node;

/** What is asked of a finished graph by those who build one. */
final class Aliases {
  private static final int SOME_SIZE = 2048;

  private Aliases() {}

  /** The graph with one more name of a layer. */
  static Graph with(Graph graph, String alias, String layer) {
    Graph.Builder copy = null;
    for (Node node : graph.nodes()) {
      if (node.operation() instanceof Input input) {
        copy = Graph.from(node.name(), input.channels());
      } else {
        copy.add(node.name(), node.operation(), node.inputs().toArray(String[]::new));
      }
      copy.aliasesOf(graph, node.name());
      if (node.name().equals(layer)) {
        copy.alias(alias);
      }
    }
    return copy.build();
  }

  /** How many channels a layer makes. */
  static int channels(Graph graph, String layer) {
    var needed = graph.needed(Set.of(layer));
    int size = graph.smallest(needed).orElse(SOME_SIZE);
    Map<String, FeatureShape> shapes = graph.shapes(needed, size, size);
    return shapes.get(layer).channels();
  }
}
