package reverie.objective;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import reverie.network.FeatureShape;
import reverie.network.Graph;
import reverie.network.Node;
import reverie.support.CloseNames;
import reverie.support.UsageException;

/** What objectives ask of a network's layers: that a name exists, that a channel does. */
final class Layers {
  static final String LIST = "'reverie models show' lists the layers.";

  private Layers() {}

  /**
   * The own name of the layer of that name or alias, if it can be tapped.
   *
   * @throws UsageException if it is none, with the close names
   */
  static String checked(String name, Graph graph) {
    if (name.equals(Objective.IMAGE)) {
      throw new UsageException(
          "'image' is the picture itself, expected a layer of the network",
          "The picture itself is measured by tv, l1 and l2.");
    }
    String own = graph.aliases().getOrDefault(name, name);
    List<String> known = new ArrayList<>(graph.layerNames());
    if (!known.contains(own)) {
      known.addAll(graph.aliases().keySet());
      throw new UsageException("unknown layer '" + name + "'", CloseNames.hint(name, known, LIST));
    }
    return own;
  }

  /**
   * The layer's channels: those at the smallest picture it takes, as they are the same at all
   * sizes. Empty if it takes no square picture below 2048 pixels.
   */
  static OptionalInt channels(String layer, Graph graph) {
    List<Node> needed = graph.needed(Set.of(layer));
    return graph
        .smallest(needed)
        .map(
            size -> {
              Map<String, FeatureShape> shapes = graph.shapes(needed, size, size);
              return OptionalInt.of(shapes.get(layer).channels());
            })
        .orElse(OptionalInt.empty());
  }

  /**
   * Refuses a channel that the layer does not have.
   *
   * @throws UsageException with the number it has
   */
  static void checkChannel(String layer, long channel, long channels) {
    if (channel >= channels) {
      throw new UsageException(
          "layer '" + layer + "' has " + channels + " channels, found channel " + channel,
          "Channels are counted from 0 to " + (channels - 1) + ".");
    }
  }
}
