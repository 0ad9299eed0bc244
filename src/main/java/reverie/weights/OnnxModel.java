package reverie.weights;

import java.util.List;
import java.util.Map;

/**
 * An ONNX model: its arrays, and the operators that make of them a network.
 *
 * @param weights initializers and constants by name; whole numbers as float32
 * @param nodes in an order in which each comes after its inputs, as ONNX demands
 * @param input name of the picture
 * @param inputShape of the picture; 0 where any size is good
 * @param outputs names of the values that the network gives out
 */
public record OnnxModel(
    Weights weights, List<OnnxNode> nodes, String input, long[] inputShape, List<String> outputs)
    implements Checkpoint {
  /** Copies the lists. */
  public OnnxModel {
    nodes = List.copyOf(nodes);
    outputs = List.copyOf(outputs);
  }

  /**
   * One operator.
   *
   * @param name of the node, or of its first output where it has none
   * @param operator such as "Conv"
   * @param inputs names of values; empty where an optional one is left out
   * @param outputs names of values
   * @param numbers attributes that are numbers or lists of numbers
   * @param texts attributes that are texts
   */
  public record OnnxNode(
      String name,
      String operator,
      List<String> inputs,
      List<String> outputs,
      Map<String, double[]> numbers,
      Map<String, String> texts) {
    /** Copies everything. */
    public OnnxNode {
      inputs = List.copyOf(inputs);
      outputs = List.copyOf(outputs);
      numbers = Map.copyOf(numbers);
      texts = Map.copyOf(texts);
    }
  }
}
