package reverie.network.onednn;

import java.util.ArrayList;
import java.util.List;

/** One piece of a plan's work, on arrays that are placed before it runs. */
abstract class Step {
  private final List<Value> touched = new ArrayList<>();

  /** A step that only counts if this layer's gradient was given; null: always. */
  String onlyWith;

  /** What to clear if {@link #onlyWith} was not given; null: nothing. */
  Value otherwiseZero;

  /** Says that the step reads or writes an array. */
  final void uses(Value value) {
    touched.add(value);
  }

  /** Marks its arrays as in use at that place of the plan. */
  final void touch(int index) {
    touched.forEach(v -> v.slot.touch(index));
    if (otherwiseZero != null) {
      otherwiseZero.slot.touch(index);
    }
  }

  /** Tells it where its arrays lie. */
  abstract void bind(long arena, NativeScope scope);

  /** Does the work; it is done when this returns, or when oneDNN's stream is waited for. */
  abstract void run();
}
