package reverie.network.onednn;

import java.util.LinkedHashMap;
import java.util.Map;
import org.bytedeco.dnnl.IntMemoryMap;
import org.bytedeco.dnnl.primitive;

/** One primitive of a plan with its arguments. */
final class Step {
  private final String label;
  private final primitive work;
  private final Map<Integer, Value> arguments = new LinkedHashMap<>();
  private IntMemoryMap memories;

  /** A step that only counts if this layer's gradient was given; null: always. */
  String onlyWith;

  /** What to clear if {@link #onlyWith} was not given; null: nothing. */
  Value otherwiseZero;

  Step(String label, primitive made) {
    this.label = label;
    this.work = made;
  }

  /** Adds an argument, {@code DNNL_ARG_...}. */
  Step with(int argument, Value value) {
    arguments.put(argument, value);
    return this;
  }

  void touch(int index) {
    arguments.values().forEach(v -> v.slot.touch(index));
    if (otherwiseZero != null) {
      otherwiseZero.slot.touch(index);
    }
  }

  void bind(long arena, NativeScope scope) {
    memories = scope.own(new IntMemoryMap());
    arguments.forEach((k, v) -> memories.put(k, v.bind(arena, scope)));
  }

  void run() {
    try {
      work.execute(OneDnn.STREAM, memories);
    } catch (RuntimeException e) {
      throw new IllegalStateException("oneDNN failed in a step of kind '" + label + "'", e);
    }
  }
}
