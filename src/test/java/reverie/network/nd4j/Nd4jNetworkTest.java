package reverie.network.nd4j;

import reverie.network.Graph;
import reverie.network.Network;
import reverie.network.PassContract;

/** ND4J's engine keeps the contract of all engines. */
class Nd4jNetworkTest extends PassContract {
  @Override
  protected Network compile(Graph graph) {
    return Nd4jEngine.compile(graph);
  }
}
