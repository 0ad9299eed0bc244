package reverie.network.onednn;

import reverie.network.EngineOptions;
import reverie.network.Graph;
import reverie.network.Network;

/** The engine's door. */
public final class OneDnnEngine {
  private OneDnnEngine() {}

  /** Whether oneDNN's binary is there for this platform and loads. */
  public static boolean available() {
    return OneDnn.available();
  }

  /**
   * A network that computes the graph with oneDNN; plans are made at the first use of each image
   * size.
   */
  public static Network compile(Graph graph, EngineOptions options) {
    return new OneDnnNetwork(graph, options);
  }
}
