package reverie.weights;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import reverie.support.UserException;

/** A resource of the class path, read whole when it is opened. */
record ResourceSource(Class<?> anchor, String path) implements Source {
  @Override
  public String name() {
    return path + " (embedded)";
  }

  @Override
  public Source sibling(String sibling) {
    String folder = path.substring(0, path.lastIndexOf('/') + 1);
    return new ResourceSource(anchor, folder + Source.insideFolder(sibling, name()));
  }

  @Override
  public Content open() {
    try (InputStream in = anchor.getResourceAsStream(path)) {
      if (in == null) {
        throw new UserException(
            name() + ": is missing from the program", "Install the program again.");
      }
      // One array of the right size, where the stream knows it: readAllBytes makes two, and the
      // first touch of memory costs more than the reading.
      byte[] bytes = new byte[in.available()];
      int read = in.readNBytes(bytes, 0, bytes.length);
      byte[] rest = in.readAllBytes();
      if (read < bytes.length || rest.length > 0) {
        bytes = Arrays.copyOf(bytes, read + rest.length);
        System.arraycopy(rest, 0, bytes, read, rest.length);
      }
      return new Bytes(bytes);
    } catch (IOException e) {
      throw new UserException(
          name() + ": cannot be read: " + e.getMessage(), "Install the program again.", e);
    }
  }

  private record Bytes(byte[] bytes) implements Content {
    @Override
    public long length() {
      return bytes.length;
    }

    @Override
    public ByteBuffer read(long offset, int count) {
      Source.checkRange(offset, count, bytes.length);
      return ByteBuffer.wrap(bytes, (int) offset, count).slice().order(ByteOrder.LITTLE_ENDIAN);
    }

    @Override
    public void close() {}
  }
}
