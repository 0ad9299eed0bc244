package reverie.optimize;

import java.util.LinkedHashMap;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;
import reverie.tensor.StepMemory;

/**
 * All that an optimiser remembers between steps.
 *
 * @param steps steps taken
 * @param arrays its vectors by name, such as Adam's "m" and "v"; none before the first step
 */
public record OptimizerState(long steps, Map<String, INDArray> arrays) {
  /** The state before the first step. */
  public static final OptimizerState NEW = new OptimizerState(0, Map.of());

  /** A copy that shares nothing with this one and outlives the step. */
  OptimizerState copy() {
    Map<String, INDArray> copies = new LinkedHashMap<>();
    arrays.forEach((name, array) -> copies.put(name, StepMemory.keep(() -> array.dup('c'))));
    return new OptimizerState(steps, copies);
  }

  /** Frees the arrays at once, rather than when Java next collects. */
  void free() {
    arrays.values().forEach(INDArray::close);
  }

  /** The array of that name. */
  INDArray array(String name) {
    INDArray array = arrays.get(name);
    if (array == null) {
      throw new IllegalArgumentException(
          "an optimiser state with '" + name + "', got " + arrays.keySet());
    }
    return array;
  }
}
