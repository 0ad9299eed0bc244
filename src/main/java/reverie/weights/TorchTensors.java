package reverie.weights;

import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import reverie.support.UserException;

/** Makes arrays of the views that a PyTorch checkpoint describes and the storages it holds. */
final class TorchTensors {
  private static final int MOST_AXES = 8;

  private TorchTensors() {}

  /** Reads a storage; its length was checked. */
  interface Storages {
    /** The storage's numbers. */
    float[] read(TorchUnpickler.Storage storage);
  }

  /** The storages that the views need, each once, in the order of their keys. */
  static Set<String> keys(Map<String, TorchUnpickler.View> views) {
    Set<String> keys = new TreeSet<>();
    views.values().forEach(view -> keys.add(view.storage().key()));
    return keys;
  }

  /**
   * Checks every view against its storage, then reads. A storage that one view fills is that
   * tensor's array, not copied.
   */
  static Weights read(String source, Map<String, TorchUnpickler.View> views, Storages storages) {
    views.forEach((name, view) -> check(source, name, view));
    Map<String, float[]> read = new HashMap<>();
    Map<String, Weights.Tensor> tensors = new LinkedHashMap<>();
    views.forEach(
        (name, view) -> {
          float[] all =
              read.computeIfAbsent(view.storage().key(), key -> storages.read(view.storage()));
          tensors.put(name, new Weights.Tensor(view.shape(), picked(all, view)));
        });
    return new Weights(source, tensors, Map.of());
  }

  private static void check(String source, String name, TorchUnpickler.View view) {
    long[] shape = view.shape();
    String where = source + ": tensor '" + Json.shown(name) + "': ";
    boolean sound =
        shape.length <= MOST_AXES && shape.length == view.strides().length && view.offset() >= 0;
    long values = 1;
    long last = view.offset();
    for (int axis = 0; sound && axis < shape.length; axis++) {
      long size = shape[axis];
      long stride = view.strides()[axis];
      sound = size >= 0 && size <= Integer.MAX_VALUE && stride >= 0 && stride <= Integer.MAX_VALUE;
      values *= sound ? size : 0;
      last += sound && size > 0 ? (size - 1) * stride : 0;
      sound &= values <= Integer.MAX_VALUE - 64 && last <= Integer.MAX_VALUE;
    }
    if (!sound || (values > 0 && last >= view.storage().elements())) {
      throw new UserException(
          where
              + "shape "
              + Arrays.toString(shape)
              + ", strides "
              + Arrays.toString(view.strides())
              + ", offset "
              + view.offset()
              + " do not fit a storage of "
              + view.storage().elements()
              + " numbers",
          "The file is damaged.");
    }
    // Expanded views: a small storage could fill the memory.
    if (values > Math.max(1, view.storage().elements())) {
      throw new UserException(
          where + values + " numbers of a storage of " + view.storage().elements(),
          "Save the tensor's own copy: tensor.clone().");
    }
  }

  private static float[] picked(float[] storage, TorchUnpickler.View view) {
    int values = Json.size(view.shape());
    if (contiguous(view)) {
      return view.offset() == 0 && values == storage.length
          ? storage
          : Arrays.copyOfRange(storage, (int) view.offset(), (int) view.offset() + values);
    }
    float[] picked = new float[values];
    int[] index = new int[view.shape().length];
    for (int i = 0; i < values; i++) {
      long at = view.offset();
      for (int axis = 0; axis < index.length; axis++) {
        at += index[axis] * view.strides()[axis];
      }
      picked[i] = storage[(int) at];
      for (int axis = index.length - 1; axis >= 0 && ++index[axis] == view.shape()[axis]; axis--) {
        index[axis] = 0;
      }
    }
    return picked;
  }

  private static boolean contiguous(TorchUnpickler.View view) {
    long expected = 1;
    for (int axis = view.shape().length - 1; axis >= 0; axis--) {
      if (view.shape()[axis] != 1 && view.strides()[axis] != expected) {
        return false;
      }
      expected *= view.shape()[axis];
    }
    return true;
  }
}
