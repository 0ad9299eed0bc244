package reverie.zoo;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.DoubleStream;
import reverie.network.Graph;
import reverie.network.Node;

/** Layers to begin with, in a network that nobody has tried. */
final class Suggestions {
  private Suggestions() {}

  /**
   * By depth alone: dreams past the middle, style from the first layer to there, content before it.
   * Convolutions count, and joints of branches.
   */
  static Model.Suggested of(Graph graph) {
    List<String> maps = new ArrayList<>();
    Set<String> vectors = new LinkedHashSet<>();
    for (Node node : graph.nodes()) {
      String kind = node.operation().kind();
      boolean whole = kind.startsWith("global") || kind.equals("flatten") || kind.equals("dense");
      if (whole || node.inputs().stream().anyMatch(vectors::contains)) {
        vectors.add(node.name());
      } else if (kind.equals("convolution") || kind.equals("concat") || kind.equals("add")) {
        maps.add(node.name());
      }
    }
    if (maps.isEmpty()) {
      maps.addAll(graph.layerNames());
    }
    return new Model.Suggested(at(maps, .6), at(maps, 0, .15, .3, .45, .6), at(maps, .45));
  }

  private static List<String> at(List<String> layers, double... depths) {
    return DoubleStream.of(depths)
        .mapToObj(depth -> layers.get((int) (depth * (layers.size() - 1))))
        .distinct()
        .toList();
  }
}
