package reverie.network.onednn;

/**
 * A stretch of memory in a plan: its size, the steps between which it is in use, and where it lies.
 */
final class Slot {
  final long bytes;
  private int first = Integer.MAX_VALUE;
  private int last = -1;
  private final long address;
  long offset;

  /** In the arena; {@link ArenaLayout} says where. */
  Slot(long bytes) {
    this.bytes = bytes;
    this.address = 0;
  }

  /**
   * Outside the arena: weights, which every step of every plan may read; or 0, set before each run.
   */
  Slot(long bytes, long address) {
    this.bytes = bytes;
    this.address = address;
    this.offset = -1;
  }

  boolean inArena() {
    return offset >= 0;
  }

  /** The step reads or writes it. */
  void touch(int step) {
    first = Math.min(first, step);
    last = Math.max(last, step);
  }

  boolean used() {
    return last >= 0;
  }

  /** Whether both are in use at one time. */
  boolean meets(Slot other) {
    return first <= other.last && other.first <= last;
  }

  /** Where it lies, once the arena is there. */
  long address(long arena) {
    return inArena() ? arena + offset : address;
  }
}
