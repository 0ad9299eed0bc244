package reverie.image;

import com.twelvemonkeys.imageio.stream.ByteArrayImageInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import javax.imageio.stream.ImageInputStream;
import reverie.support.CloseNames;
import reverie.support.UserException;

/**
 * A picture file, whole in memory: hostile until it is decoded.
 *
 * @param path where it came from, for messages
 * @param bytes its content; not to be changed
 */
record PictureFile(Path path, byte[] bytes) {

  /**
   * Reads a file.
   *
   * @throws UserException if it is missing (with the close names of its folder), a folder, not
   *     readable, empty, or larger than a third of Java's memory
   */
  static PictureFile read(Path path) {
    if (Files.isDirectory(path)) {
      throw new UserException(
          path + ": is a folder, expected a picture file", "Name a picture inside it.");
    }
    if (!Files.exists(path)) {
      throw new UserException(path + ": there is no such file", missingHint(path));
    }
    if (!Files.isReadable(path)) {
      throw new UserException(
          path + ": cannot be read, permission is missing", "Allow it first: chmod u+r " + path);
    }
    int limit = (int) Math.min(Integer.MAX_VALUE - 16, Runtime.getRuntime().maxMemory() / 3);
    try (InputStream in = Files.newInputStream(path)) {
      byte[] bytes = in.readNBytes(limit);
      if (bytes.length == 0) {
        throw new UserException(
            path + ": is empty, expected a picture, found 0 bytes",
            "Copy or download the file again.");
      }
      if (in.read() >= 0) {
        throw new UserException(
            path + ": expected at most " + (limit >> 20) + " MB, found a larger file",
            "Give Java more memory, as in JAVA_OPTS=-Xmx8g, or shrink the picture first.");
      }
      return new PictureFile(path, bytes);
    } catch (IOException e) {
      throw new UserException(
          path + ": cannot be read: " + e.getMessage(), "Is it a file on a disk that works?", e);
    }
  }

  /** The start of the content, enough to recognise its format. */
  byte[] head() {
    return Arrays.copyOf(bytes, Math.min(bytes.length, PictureFormats.HEAD));
  }

  /** The content as a stream that can be read from anywhere; nothing is copied or cached. */
  ImageInputStream stream() {
    return new ByteArrayImageInputStream(bytes);
  }

  private static String missingHint(Path path) {
    Path folder = path.toAbsolutePath().getParent();
    if (folder == null || !Files.isDirectory(folder)) {
      return "Its folder does not exist either.";
    }
    try (Stream<Path> files = Files.list(folder)) {
      List<String> names =
          files.map(f -> f.getFileName().toString()).filter(n -> !n.startsWith(".")).toList();
      List<String> close = CloseNames.of(String.valueOf(path.getFileName()), names);
      return close.isEmpty()
          ? "Nothing in " + folder + " has a name like it."
          : "Did you mean " + String.join(", ", close) + "?";
    } catch (IOException e) {
      return "";
    }
  }
}
