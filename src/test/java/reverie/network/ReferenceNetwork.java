package reverie.network;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The engines' oracle: a graph read as written, in float64, by loops that are too simple to be
 * wrong. Forward only; gradients are tested against its differences.
 */
final class ReferenceNetwork {
  private final Graph graph;

  ReferenceNetwork(Graph graph) {
    this.graph = graph;
  }

  /** What every layer that these need makes of the image. */
  Map<String, Features> forward(Features image, Set<String> layers) {
    Map<String, Features> made = new LinkedHashMap<>();
    for (Node node : graph.needed(layers)) {
      List<Features> inputs = new ArrayList<>();
      node.inputs().forEach(name -> inputs.add(made.get(name)));
      made.put(
          node.name(),
          node.operation() instanceof Input
              ? image
              : ReferenceOperations.apply(node.operation(), inputs));
    }
    return made;
  }

  /** What one layer makes of the image. */
  Features forward(Features image, String layer) {
    return forward(image, Set.of(layer)).get(layer);
  }
}
