package reverie.weights;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/**
 * Several open files as one after another.
 *
 * @param parts the files, which are closed with it
 * @param length of all together, in bytes
 */
record Shards(List<Source.Content> parts, long length) implements Source.Content {
  static Shards of(List<Source.Content> parts) {
    return new Shards(parts, parts.stream().mapToLong(Source.Content::length).sum());
  }

  @Override
  public ByteBuffer read(long offset, int count) {
    Source.checkRange(offset, count, length);
    long start = 0;
    ByteBuffer joined = null;
    for (Source.Content part : parts) {
      int done = joined == null ? 0 : joined.position();
      long at = offset + done - start;
      if (at >= 0 && at < part.length()) {
        if (done == 0 && count <= part.length() - at) {
          return part.read(at, count);
        }
        joined =
            joined == null ? ByteBuffer.allocate(count).order(ByteOrder.LITTLE_ENDIAN) : joined;
        joined.put(part.read(at, (int) Math.min(count - done, part.length() - at)));
      }
      start += part.length();
    }
    return joined == null ? ByteBuffer.allocate(0) : joined.flip();
  }

  @Override
  public void close() {
    parts.forEach(Source.Content::close);
  }
}
