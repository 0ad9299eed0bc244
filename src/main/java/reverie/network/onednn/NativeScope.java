package reverie.network.onednn;

import java.util.ArrayDeque;
import java.util.Deque;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Pointer;

/** Owns native objects and frees them together, the latest first. */
final class NativeScope implements AutoCloseable {
  private static final long ALIGNMENT = 64;

  private final Deque<Pointer> owned = new ArrayDeque<>();

  <P extends Pointer> P own(P pointer) {
    owned.push(pointer);
    return pointer;
  }

  /** The address of so many bytes, aligned for vector loads, not cleared. */
  long allocate(long bytes) {
    BytePointer block = own(new BytePointer(bytes + ALIGNMENT));
    return (block.address() + ALIGNMENT - 1) & -ALIGNMENT;
  }

  @Override
  public void close() {
    while (!owned.isEmpty()) {
      owned.pop().deallocate();
    }
  }
}
