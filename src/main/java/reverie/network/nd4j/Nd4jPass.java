package reverie.network.nd4j;

import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import reverie.network.Activations;
import reverie.network.ForwardPass;
import reverie.network.Node;

/** One run: what every layer made, and the sweep back over them. */
final class Nd4jPass implements ForwardPass {
  private final List<Node> nodes;
  private final Map<String, Kernel.Computed> computed;
  private final Activations activations;

  /**
   * A run whose forward half is done.
   *
   * @param nodes in forward order, the graph's input first
   * @param computed what each made
   * @param taps the layers that are shown
   */
  Nd4jPass(List<Node> nodes, Map<String, Kernel.Computed> computed, Set<String> taps) {
    this.nodes = nodes;
    this.computed = computed;
    Map<String, INDArray> tapped = new LinkedHashMap<>();
    taps.forEach(tap -> tapped.put(tap, computed.get(tap).output()));
    this.activations = new Activations(tapped);
  }

  @Override
  public Activations activations() {
    return activations;
  }

  @Override
  public INDArray backward(Map<String, INDArray> gradientByLayer) {
    Gradients gradients = new Gradients();
    gradientByLayer.forEach((layer, gradient) -> gradients.add(layer, checked(layer, gradient)));
    for (int i = nodes.size() - 1; i > 0; i--) {
      Node node = nodes.get(i);
      INDArray gradient = gradients.take(node.name());
      if (gradient != null) {
        List<INDArray> back = computed.get(node.name()).back().apply(gradient);
        for (int j = 0; j < back.size(); j++) {
          gradients.add(node.inputs().get(j), back.get(j));
        }
      }
    }
    String input = nodes.get(0).name();
    INDArray gradient = gradients.take(input);
    if (gradient == null) {
      gradient = Nd4j.zeros(DataType.FLOAT, computed.get(input).output().shape());
    }
    return gradient.permute(0, 3, 1, 2).dup('c');
  }

  private INDArray checked(String layer, INDArray gradient) {
    INDArray activation = activations.of(layer);
    if (!Arrays.equals(activation.shape(), gradient.shape())) {
      throw new IllegalArgumentException(
          "gradient at layer '"
              + layer
              + "': expected "
              + Arrays.toString(activation.shape())
              + ", got "
              + Arrays.toString(gradient.shape()));
    }
    return Layout.dense(gradient.castTo(DataType.FLOAT));
  }

  /** Frees what lies outside a step's memory; the rest goes with the step. */
  @Override
  public void close() {
    for (Kernel.Computed layer : computed.values()) {
      if (layer.output().closeable()) {
        layer.output().close();
      }
    }
  }

  /** Gradients on their way: those that meet at a layer are summed. */
  private static final class Gradients {
    private final Map<String, INDArray> byLayer = new HashMap<>();
    private final Set<String> summed = new HashSet<>();

    void add(String layer, INDArray gradient) {
      INDArray there = byLayer.get(layer);
      if (there == null) {
        byLayer.put(layer, gradient);
      } else if (summed.add(layer)) {
        byLayer.put(layer, there.add(gradient));
      } else {
        there.addi(gradient);
      }
    }

    INDArray take(String layer) {
      return byLayer.remove(layer);
    }
  }
}
