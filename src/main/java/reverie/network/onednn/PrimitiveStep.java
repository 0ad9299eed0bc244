package reverie.network.onednn;

import java.util.LinkedHashMap;
import java.util.Map;
import org.bytedeco.dnnl.IntMemoryMap;
import org.bytedeco.dnnl.primitive;

/** One primitive of oneDNN with its arguments. */
final class PrimitiveStep extends Step {
  private final String label;
  private final primitive work;
  private final Map<Integer, Value> arguments = new LinkedHashMap<>();
  private IntMemoryMap memories;

  PrimitiveStep(String label, primitive made) {
    this.label = label;
    this.work = made;
  }

  /** Adds an argument, {@code DNNL_ARG_...}. */
  PrimitiveStep with(int argument, Value value) {
    arguments.put(argument, value);
    uses(value);
    return this;
  }

  @Override
  void bind(long arena, NativeScope scope) {
    memories = scope.own(new IntMemoryMap());
    arguments.forEach((k, v) -> memories.put(k, v.bind(arena, scope)));
  }

  @Override
  void run() {
    try {
      work.execute(OneDnn.STREAM, memories);
    } catch (RuntimeException e) {
      throw new IllegalStateException("oneDNN failed in a step of kind '" + label + "'", e);
    }
  }
}
