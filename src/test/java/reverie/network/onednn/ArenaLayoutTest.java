package reverie.network.onednn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Where buffers lie in the arena. */
class ArenaLayoutTest {
  private static Slot slot(long bytes, int first, int last) {
    Slot slot = new Slot(bytes);
    slot.touch(first);
    slot.touch(last);
    return slot;
  }

  @Test
  void slots_in_use_at_one_time_never_overlap() {
    Random random = new Random(7);
    for (int round = 0; round < 200; round++) {
      List<Slot> slots = new ArrayList<>();
      for (int i = 0; i < 40; i++) {
        int first = random.nextInt(50);
        slots.add(slot(1 + random.nextInt(10_000), first, first + random.nextInt(20)));
      }
      long end = ArenaLayout.place(slots);
      for (Slot a : slots) {
        assertTrue(a.offset % 64 == 0 && a.offset + a.bytes <= end);
        for (Slot b : slots) {
          if (a != b && a.meets(b)) {
            assertTrue(a.offset + a.bytes <= b.offset || b.offset + b.bytes <= a.offset);
          }
        }
      }
    }
  }

  @Test
  void slots_that_follow_each_other_share_their_place() {
    List<Slot> chain = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      chain.add(slot(6400, 2 * i, 2 * i + 1));
    }
    assertEquals(6400, ArenaLayout.place(chain));
  }
}
