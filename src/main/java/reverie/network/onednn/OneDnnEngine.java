package reverie.network.onednn;

import reverie.network.EngineOptions;
import reverie.network.Graph;
import reverie.network.Network;

/** The engine's door. */
public final class OneDnnEngine {
  private static final boolean AVAILABLE = loads();

  private OneDnnEngine() {}

  private static boolean loads() {
    try {
      return OneDnn.ENGINE != null;
    } catch (LinkageError e) {
      return false;
    }
  }

  /** Whether oneDNN's binary is there for this platform and loads. */
  public static boolean available() {
    return AVAILABLE;
  }

  /**
   * A network that computes the graph with oneDNN; plans are made at the first use of each image
   * size.
   */
  public static Network compile(Graph graph, EngineOptions options) {
    return new OneDnnNetwork(graph, options);
  }
}
