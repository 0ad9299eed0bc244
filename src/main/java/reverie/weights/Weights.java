package reverie.weights;

import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import reverie.support.CloseNames;
import reverie.support.UserException;

/**
 * Named arrays read from a checkpoint.
 *
 * @param source where they came from, for errors
 * @param tensors arrays by name, in the file's order
 * @param metadata the file's own text entries; empty where it has none
 */
public record Weights(String source, Map<String, Tensor> tensors, Map<String, String> metadata) {

  /**
   * One array of a checkpoint.
   *
   * @param shape sizes of its axes; empty for a scalar
   * @param values float32, the last axis fastest; shared, not to be changed
   */
  public record Tensor(long[] shape, float[] values) {
    /** Checks that the sizes make the length. */
    public Tensor {
      long size = 1;
      for (long s : shape) {
        size = Math.multiplyExact(size, s);
      }
      if (size != values.length) {
        throw new IllegalArgumentException(
            Arrays.toString(shape) + " does not hold " + values.length + " values");
      }
    }
  }

  /** Keeps immutable copies of the maps, in their order. */
  public Weights {
    tensors = Collections.unmodifiableMap(new LinkedHashMap<>(tensors));
    metadata = Collections.unmodifiableMap(new LinkedHashMap<>(metadata));
  }

  /** Names in the file's order. */
  public Set<String> names() {
    return tensors.keySet();
  }

  /**
   * The array of that name, whatever its shape.
   *
   * @throws UserException if it is missing
   */
  public Tensor named(String name) {
    Tensor found = tensors.get(name);
    if (found == null) {
      throw new UserException(
          source + ": tensor '" + name + "' is missing",
          CloseNames.hint(name, names(), "The file is of another network."));
    }
    return found;
  }

  /**
   * The array of that name and shape.
   *
   * @throws UserException if it is missing or of another shape
   */
  public Tensor get(String name, long... shape) {
    Tensor found = named(name);
    if (!Arrays.equals(found.shape(), shape)) {
      throw new UserException(
          source
              + ": tensor '"
              + name
              + "' expected "
              + Arrays.toString(shape)
              + ", found "
              + Arrays.toString(found.shape()),
          "The file is of another network.");
    }
    return found;
  }
}
