package reverie.network.onednn;

import org.bytedeco.dnnl.memory;

/** An array of a plan: how it is laid out, and the slot that holds it. Views share the slot. */
final class Value {
  final memory.desc layout;
  final Slot slot;
  private memory bound;

  Value(memory.desc layout, Slot slot) {
    this.layout = layout;
    this.slot = slot;
  }

  /** The same memory, seen otherwise. */
  Value as(memory.desc other) {
    return new Value(other, slot);
  }

  /** oneDNN's handle on it, once the arena is there. */
  memory bind(long arena, NativeScope scope) {
    if (bound == null) {
      bound = scope.own(new memory(layout, OneDnn.ENGINE, Address.of(slot.address(arena))));
    }
    return bound;
  }

  /** For a value outside the arena: where it lies in this run. */
  void at(long address) {
    bound.set_data_handle(Address.of(address));
  }

  /** Its address, once bound. */
  long address() {
    return bound.get_data_handle().address();
  }
}
