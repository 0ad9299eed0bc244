package reverie.weights;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import reverie.support.UserException;

/**
 * Arrays in a byte a number, a quarter of float32: each row of the first axis (an output's kernel)
 * has a least value and a step of its own, which stand beside it as {@code NAME.q8_min} and {@code
 * NAME.q8_step}; value = min + step * stored, at most half a step off. Arrays of one axis, such as
 * biases, stay as they are.
 */
final class EightBit {
  /** The file's text entry that says so. */
  static final String METADATA = "reverie.q8";

  static final String VERSION = "1";
  private static final String MIN = ".q8_min";
  private static final String STEP = ".q8_step";
  private static final int LEVELS = 255;

  private EightBit() {}

  /** Whether an array of a packed file holds bytes. */
  static boolean isPacked(String name, Map<String, Weights.Tensor> packed) {
    return packed.containsKey(name + STEP);
  }

  /** Whole numbers from 0 to 255, with their rows' minima and steps beside them. */
  static Map<String, Weights.Tensor> packed(Map<String, Weights.Tensor> tensors) {
    Map<String, Weights.Tensor> packed = new LinkedHashMap<>();
    tensors.forEach(
        (name, tensor) -> {
          if (tensor.shape().length < 2 || tensor.values().length == 0) {
            packed.put(name, tensor);
          } else {
            pack(name, tensor, packed);
          }
        });
    return packed;
  }

  private static void pack(String name, Weights.Tensor tensor, Map<String, Weights.Tensor> packed) {
    int rows = (int) tensor.shape()[0];
    int each = tensor.values().length / rows;
    float[] min = new float[rows];
    float[] step = new float[rows];
    float[] stored = new float[tensor.values().length];
    for (int row = 0; row < rows; row++) {
      float[] values = Arrays.copyOfRange(tensor.values(), row * each, (row + 1) * each);
      float least = Float.POSITIVE_INFINITY;
      float most = Float.NEGATIVE_INFINITY;
      for (float value : values) {
        if (!Float.isFinite(value)) {
          throw new UserException(
              "array '" + Json.shown(name) + "': " + value + " does not go into a byte",
              "Convert it with --precision f32.");
        }
        least = Math.min(least, value);
        most = Math.max(most, value);
      }
      min[row] = least;
      step[row] = (float) (((double) most - least) / LEVELS);
      for (int i = 0; i < each && step[row] > 0; i++) {
        long level = Math.round(((double) values[i] - least) / step[row]);
        stored[row * each + i] = Math.max(0, Math.min(LEVELS, level));
      }
    }
    packed.put(name, new Weights.Tensor(tensor.shape(), stored));
    packed.put(name + MIN, new Weights.Tensor(new long[] {rows}, min));
    packed.put(name + STEP, new Weights.Tensor(new long[] {rows}, step));
  }

  /**
   * The arrays of a packed file.
   *
   * @throws UserException if minima or steps are missing, or not one a row
   */
  static Map<String, Weights.Tensor> unpacked(String source, Map<String, Weights.Tensor> packed) {
    Weights all = new Weights(source, packed, Map.of());
    Map<String, Weights.Tensor> tensors = new LinkedHashMap<>();
    packed.forEach(
        (name, tensor) -> {
          if (isPacked(name, packed)) {
            tensors.put(name, unpacked(all, name, tensor));
          } else if (!name.endsWith(MIN) && !name.endsWith(STEP)) {
            tensors.put(name, tensor);
          }
        });
    return tensors;
  }

  private static Weights.Tensor unpacked(Weights all, String name, Weights.Tensor tensor) {
    long rows = tensor.shape().length == 0 ? 1 : tensor.shape()[0];
    float[] min = all.get(name + MIN, rows).values();
    float[] step = all.get(name + STEP, rows).values();
    float[] values = tensor.values().clone();
    int each = rows == 0 ? 1 : (int) (values.length / rows);
    for (int i = 0; i < values.length; i++) {
      values[i] = min[i / each] + step[i / each] * values[i];
    }
    return new Weights.Tensor(tensor.shape(), values);
  }
}
