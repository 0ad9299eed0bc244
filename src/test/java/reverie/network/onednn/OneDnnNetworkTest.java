package reverie.network.onednn;

import reverie.network.EngineOptions;
import reverie.network.Graph;
import reverie.network.Network;
import reverie.network.PassContract;

/** The oneDNN engine does what every engine must. */
class OneDnnNetworkTest extends PassContract {
  @Override
  protected Network compile(Graph graph) {
    return OneDnnEngine.compile(graph, EngineOptions.DEFAULT);
  }
}
