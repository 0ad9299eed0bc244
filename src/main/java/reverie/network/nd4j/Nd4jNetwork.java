package reverie.network.nd4j;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.ndarray.INDArray;
import reverie.network.ForwardPass;
import reverie.network.GradientRule;
import reverie.network.Graph;
import reverie.network.Input;
import reverie.network.Network;
import reverie.network.Node;
import reverie.tensor.StepMemory;

/** Walks the graph, kernel by kernel. */
final class Nd4jNetwork implements Network {
  private final Graph graph;
  private final Map<String, Kernel> kernels = new ConcurrentHashMap<>();

  Nd4jNetwork(Graph graph) {
    this.graph = graph;
  }

  @Override
  public Graph graph() {
    return graph;
  }

  @Override
  public ForwardPass forward(INDArray image, Set<String> taps, GradientRule rule) {
    if (image.rank() != 4 || image.size(1) != graph.inputChannels()) {
      throw new IllegalArgumentException(
          "expected an image [n, "
              + graph.inputChannels()
              + ", h, w], got "
              + List.of(image.shapeInfoToString()));
    }
    if (taps.isEmpty()) {
      throw new IllegalArgumentException("no layer to tap");
    }
    List<Node> nodes = graph.needed(taps);
    graph.shapes(nodes, Math.toIntExact(image.size(2)), Math.toIntExact(image.size(3)));
    Map<String, Kernel.Computed> computed = new LinkedHashMap<>();
    for (Node node : nodes) {
      if (node.operation() instanceof Input) {
        INDArray copy = image.permute(0, 2, 3, 1).dup('c').castTo(DataType.FLOAT);
        computed.put(node.name(), new Kernel.Computed(copy, gradient -> List.of()));
      } else {
        List<INDArray> inputs = new ArrayList<>();
        node.inputs().forEach(name -> inputs.add(computed.get(name).output()));
        computed.put(node.name(), kernel(node).apply(inputs, rule));
      }
    }
    return new Nd4jPass(nodes, computed, taps);
  }

  private Kernel kernel(Node node) {
    return kernels.computeIfAbsent(
        node.name(),
        name -> {
          MemoryWorkspace none = StepMemory.outside();
          try {
            return Kernels.of(node.operation());
          } finally {
            none.close();
          }
        });
  }

  /** Native weights go with the kernels, when the collector finds them. */
  @Override
  public void close() {
    kernels.clear();
  }
}
