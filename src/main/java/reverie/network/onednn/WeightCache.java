package reverie.network.onednn;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.reorder;

/**
 * A network's weights in the layouts that its plans asked for: each is reordered once and shared by
 * all plans.
 */
final class WeightCache implements AutoCloseable {
  private static final long LEAST_STAGED = 4 << 20;

  private final NativeScope scope = new NativeScope();
  private final NativeScope staging = new NativeScope();
  private long stagedAt;
  private long stagedBytes;
  private final Map<String, List<Value>> byUse = new HashMap<>();

  /**
   * Weights in the layout wanted.
   *
   * @param use layer and role, such as "conv1 backward"
   * @param plain the layout that {@code values} gives them in
   * @param wanted the layout a primitive asked for
   * @param values the numbers in float32; asked for only if they are not there yet
   */
  synchronized Value get(
      String use, memory.desc plain, memory.desc wanted, Supplier<float[]> values) {
    List<Value> known = byUse.computeIfAbsent(use, u -> new ArrayList<>());
    for (Value value : known) {
      if (value.layout.equals(wanted)) {
        return value;
      }
    }
    long bytes = wanted.get_size();
    long address = scope.allocate(bytes);
    Value value = new Value(scope.own(new memory.desc(wanted)), new Slot(bytes, address));
    float[] numbers = values.get();
    long source = stage(plain.get_size());
    Address.floats(source, numbers.length).put(numbers);
    try (NativeScope temporary = new NativeScope()) {
      memory from = temporary.own(new memory(plain, OneDnn.ENGINE, Address.of(source)));
      memory to = temporary.own(new memory(value.layout, OneDnn.ENGINE, Address.of(address)));
      temporary.own(new reorder(from, to)).execute(OneDnn.STREAM, from, to);
      OneDnn.STREAM._wait();
    }
    value.bind(0, scope);
    known.add(value);
    return value;
  }

  /**
   * Where weights wait for their reorder: one place for all, since fresh memory is slow to touch.
   */
  private long stage(long bytes) {
    if (bytes > stagedBytes) {
      staging.close();
      stagedBytes = Math.max(bytes, LEAST_STAGED);
      stagedAt = staging.allocate(stagedBytes);
    }
    return stagedAt;
  }

  /** Gives back what only making layouts needed, once a plan has all it wants. */
  synchronized void settle() {
    staging.close();
    stagedBytes = 0;
  }

  @Override
  public synchronized void close() {
    settle();
    byUse.clear();
    scope.close();
  }
}
