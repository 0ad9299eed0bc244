package reverie.weights;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.URLConnection;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
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
    URL url = anchor.getResource(path);
    if (url == null) {
      throw new UserException(
          name() + ": is missing from the program", "Install the program again.");
    }
    try {
      URLConnection connection = url.openConnection();
      try (InputStream in = connection.getInputStream()) {
        // One array of the right size: readAllBytes makes two, and untouched memory is slow.
        byte[] bytes = new byte[Math.max(0, connection.getContentLength())];
        int read = in.readNBytes(bytes, 0, bytes.length);
        if (read < bytes.length || in.read() >= 0) {
          throw new IOException("expected " + bytes.length + " bytes, found " + read);
        }
        return new Bytes(bytes);
      }
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
