package reverie.network.nd4j;

import reverie.network.Graph;
import reverie.network.Network;

/** Compiles graphs for ND4J's operations. */
public final class Nd4jEngine {
  private Nd4jEngine() {}

  /** The network that computes this graph; layers get their native weights when first needed. */
  public static Network compile(Graph graph) {
    return new Nd4jNetwork(graph);
  }
}
