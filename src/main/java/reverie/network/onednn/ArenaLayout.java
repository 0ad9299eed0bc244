package reverie.network.onednn;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Places slots in one arena so that those in use at one time do not overlap: largest first, each as
 * low as it fits.
 */
final class ArenaLayout {
  private static final long GRAIN = 64;

  private ArenaLayout() {}

  /** Sets each slot's offset. Returns the bytes that the arena needs. */
  static long place(List<Slot> slots) {
    List<Slot> bySize = new ArrayList<>(slots);
    bySize.sort(Comparator.comparingLong((Slot s) -> s.bytes).reversed());
    List<Slot> placed = new ArrayList<>();
    long end = 0;
    for (Slot slot : bySize) {
      slot.offset = lowestGap(slot, placed);
      placed.add(slot);
      placed.sort(Comparator.comparingLong(s -> s.offset));
      end = Math.max(end, slot.offset + round(slot.bytes));
    }
    return end;
  }

  private static long lowestGap(Slot slot, List<Slot> placed) {
    long at = 0;
    for (Slot other : placed) {
      if (slot.meets(other)) {
        if (at + round(slot.bytes) <= other.offset) {
          break;
        }
        at = Math.max(at, other.offset + round(other.bytes));
      }
    }
    return at;
  }

  private static long round(long bytes) {
    return (bytes + GRAIN - 1) / GRAIN * GRAIN;
  }
}
