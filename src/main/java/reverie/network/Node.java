package reverie.network;

import java.util.List;

/**
 * One layer of a graph.
 *
 * @param name the source's name for it, unique in the graph
 * @param operation what it computes
 * @param inputs names of earlier nodes; empty for the {@link Input}
 */
public record Node(String name, Operation operation, List<String> inputs) {
  /** Copies the list. */
  public Node {
    inputs = List.copyOf(inputs);
  }
}
