package reverie.recipe;

import java.util.Set;
import reverie.network.FeatureShape;
import reverie.network.Graph;
import reverie.network.Node;
import reverie.objective.Objectives;
import reverie.recipe.VisualizeRecipe.Subject;
import reverie.support.UsageException;

/** The units of a layer: its channels, by number. */
public final class Units {
  private Units() {}

  /**
   * How many channels a layer has.
   *
   * @throws UsageException if there is no such layer
   */
  public static int channels(Session session, String layer) {
    return shape(session, layer).channels();
  }

  /**
   * The shape of a layer's output for the smallest square picture that it takes.
   *
   * @throws UsageException if there is no such layer
   */
  public static FeatureShape shape(Session session, String layer) {
    Graph graph = session.graph();
    Node node = graph.node(layer);
    var needed = graph.needed(Set.of(node.name()));
    int side =
        graph
            .smallest(needed)
            .orElseThrow(
                () -> new UsageException("layer '" + layer + "' takes no square picture", ""));
    return graph.shapes(needed, side, side).get(node.name());
  }

  /** The mean of a channel, by the name that brings its picture back. */
  public static Subject channel(Session session, String layer, int channel) {
    String text = "channel:" + Objectives.word(layer) + ":" + channel;
    return new Subject(text, session.objective(text));
  }
}
