package reverie.recipe;

import java.util.LinkedHashSet;
import java.util.Set;
import reverie.network.FeatureShape;
import reverie.network.Graph;
import reverie.network.Node;
import reverie.support.UsageException;

/**
 * The part of a network that comes after a layer, which is its input.
 *
 * @param layer its name
 * @param graph the layer as the input, then all that the ends need
 */
record Tail(String layer, Graph graph) {
  /**
   * The part between a layer and some ends, names or aliases.
   *
   * @throws UsageException if something gets to the ends around the layer
   */
  static Tail of(Graph whole, String layer, FeatureShape shape, Set<String> ends) {
    String start = whole.node(layer).name();
    Graph.Builder tail = Graph.from(start, shape.channels());
    Set<String> after = new LinkedHashSet<>(Set.of(start));
    for (Node node : whole.needed(ends)) {
      if (node.name().equals(start) || node.inputs().stream().noneMatch(after::contains)) {
        continue;
      }
      for (String input : node.inputs()) {
        if (!after.contains(input)) {
          throw around(layer, "'" + node.name() + "' reads '" + input + "' beside it");
        }
      }
      after.add(node.name());
      tail.add(node.name(), node.operation(), node.inputs().toArray(String[]::new));
    }
    for (String end : ends) {
      if (!after.contains(whole.node(end).name())) {
        throw around(layer, "'" + end + "' does not come after it");
      }
    }
    return new Tail(start, tail.build());
  }

  private static UsageException around(String layer, String how) {
    return new UsageException(
        "gradcam at layer '"
            + layer
            + "': expected all of the objective to go through it, found that "
            + how,
        "Leave --layer out: the last layer that all goes through is taken.");
  }
}
