package reverie.weights;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import reverie.support.UserException;

/** Where a checkpoint lies: a file, or a resource of the class path; both are read by one code. */
public sealed interface Source permits FileSource, ResourceSource {
  /** A file. */
  static Source of(Path file) {
    return new FileSource(file);
  }

  /**
   * A resource of the class path.
   *
   * @param anchor the class whose package and loader find it
   * @param path relative to that class's package, such as {@code inception-v3/model.json}
   */
  static Source resource(Class<?> anchor, String path) {
    return new ResourceSource(anchor, path);
  }

  /** What it is called in errors. */
  String name();

  /**
   * Another source in the same folder or below it.
   *
   * @throws UserException if the path would leave the folder
   */
  Source sibling(String path);

  /**
   * Opens it for reading; use try-with-resources.
   *
   * @throws UserException if it is missing or cannot be read
   */
  Content open();

  /** The bytes of an open source. */
  interface Content extends AutoCloseable {
    /** How many bytes there are. */
    long length();

    /**
     * A piece of them, little-endian, from position 0 to its limit {@code count}.
     *
     * @throws IllegalArgumentException if the piece does not lie inside
     * @throws UserException if they cannot be read
     */
    ByteBuffer read(long offset, int count);

    @Override
    void close();
  }

  /** Refuses a path, written inside a file from outside, that would leave that file's folder. */
  static String insideFolder(String path, String writtenIn) {
    boolean inside =
        !path.isEmpty() && path.chars().noneMatch(c -> c < ' ' || ":\\".indexOf(c) >= 0);
    for (String part : path.split("/", -1)) {
      inside &= !part.isEmpty() && !part.equals(".") && !part.equals("..");
    }
    if (!inside) {
      throw new UserException(
          writtenIn + ": expected a file name beside it, found '" + Json.shown(path) + "'",
          "The file is damaged or not to be trusted.");
    }
    return path;
  }

  /** Refuses a piece outside the content. */
  static void checkRange(long offset, int count, long length) {
    if (offset < 0 || count < 0 || offset > length - count) {
      throw new IllegalArgumentException(count + " bytes from " + offset + " on, of " + length);
    }
  }
}
