package reverie.network.engine;

import reverie.network.EngineOptions;
import reverie.network.Graph;
import reverie.network.Network;
import reverie.network.onednn.OneDnnEngine;

/** Makes networks of graphs. */
public final class Networks {
  private Networks() {}

  /** A network that computes the graph as the options say; close it to free its memory. */
  public static Network compile(Graph graph, EngineOptions options) {
    return OneDnnEngine.compile(graph, options);
  }
}
