package reverie.zoo;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;
import reverie.weights.Weights;

/**
 * Weights whose every number is a function of its tensor's name and its place: those of
 * src/test/python/architectures.py, which has PyTorch compute with them.
 */
final class MadeUp {
  private MadeUp() {}

  /** Numbers in [-1, 1): splitmix64 of the name's CRC-32 and the place. */
  static float[] noise(String name, int count) {
    CRC32 crc = new CRC32();
    crc.update(name.getBytes(StandardCharsets.UTF_8));
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      long z = (i + (crc.getValue() << 32)) * 0x9E3779B97F4A7C15L;
      z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
      z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
      z = z ^ (z >>> 31);
      values[i] = (float) ((z >>> 40) / (double) (1 << 23) - 1);
    }
    return values;
  }

  /** Everything that a design asks for; 1000 classes. */
  static Weights weights(Design design, boolean head) {
    Map<String, Weights.Tensor> tensors = new LinkedHashMap<>();
    List<Draft.Expected> expected = Draft.expected(design);
    for (Draft.Expected one : expected) {
      if (head || !one.head()) {
        long[] shape = one.shape().clone();
        for (int i = 0; i < shape.length; i++) {
          shape[i] = shape[i] == Draft.ANY ? ImageNet.CLASSES : shape[i];
        }
        tensors.put(one.name(), tensor(one.name(), shape));
      }
    }
    return new Weights("made up", tensors, Map.of());
  }

  private static Weights.Tensor tensor(String name, long[] shape) {
    long size = 1;
    long fan = 1;
    for (int i = 0; i < shape.length; i++) {
      size *= shape[i];
      fan *= i == 0 ? 1 : shape[i];
    }
    float[] values = noise(name, Math.toIntExact(size));
    boolean vector = shape.length == 1;
    float shift = name.endsWith("running_var") || (vector && name.endsWith("weight")) ? 1 : 0;
    float scale =
        name.endsWith("running_var")
            ? 0.5f
            : !vector ? (float) Math.sqrt(6.0 / fan) : shift == 1 ? 0.25f : 0.125f;
    for (int i = 0; i < values.length; i++) {
      values[i] = shift + scale * values[i];
    }
    return new Weights.Tensor(shape, values);
  }
}
