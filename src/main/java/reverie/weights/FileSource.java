package reverie.weights;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import reverie.support.UserException;

/** A file, read piece by piece. */
record FileSource(Path file) implements Source {
  @Override
  public String name() {
    return file.toString();
  }

  @Override
  public Source sibling(String path) {
    return new FileSource(file.resolveSibling(Source.insideFolder(path, name())));
  }

  @Override
  public Content open() {
    if (!Files.isRegularFile(file)) {
      throw new UserException(
          file + ": " + (Files.exists(file) ? "is not a file" : "does not exist"),
          "Check the path; each part of a model must lie beside the others.");
    }
    try {
      FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
      return new OpenFile(file, channel, channel.size());
    } catch (IOException e) {
      throw unreadable(file, e);
    }
  }

  private static UserException unreadable(Path file, IOException e) {
    return new UserException(
        file + ": cannot be read: " + e.getMessage(), "Check the file's permissions.", e);
  }

  private record OpenFile(Path file, FileChannel channel, long length) implements Content {
    @Override
    public ByteBuffer read(long offset, int count) {
      Source.checkRange(offset, count, length);
      ByteBuffer piece = ByteBuffer.allocate(count).order(ByteOrder.LITTLE_ENDIAN);
      try {
        while (piece.hasRemaining()) {
          if (channel.read(piece, offset + piece.position()) < 0) {
            throw new UserException(
                file + ": ended at byte " + (offset + piece.position()) + " while it was read",
                "Is another program writing it?");
          }
        }
      } catch (IOException e) {
        throw unreadable(file, e);
      }
      return piece.flip();
    }

    @Override
    public void close() {
      try {
        channel.close();
      } catch (IOException e) {
        throw unreadable(file, e);
      }
    }
  }
}
