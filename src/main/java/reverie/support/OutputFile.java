package reverie.support;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Writes files whole or not at all: beside their place first, moved there when complete. */
public final class OutputFile {
  private OutputFile() {}

  /** Writes the content of a file to a stream. */
  @FunctionalInterface
  public interface Content {
    /** Writes everything; the stream is buffered and closed by the caller. */
    void writeTo(OutputStream out) throws IOException;
  }

  /**
   * Refuses a path that cannot be written, before any work is done for it.
   *
   * @throws UserException if it exists and {@code force} is false, is a folder, or lies in a folder
   *     that does not exist
   */
  public static void check(Path file, boolean force) {
    if (Files.isDirectory(file)) {
      throw new UserException(
          file + ": is a folder, expected a file name", "Name a file inside it.");
    }
    Path folder = file.toAbsolutePath().getParent();
    if (folder == null || !Files.isDirectory(folder)) {
      throw new UserException(
          file + ": its folder does not exist", "Make it first: mkdir -p " + folder);
    }
    if (!Files.isWritable(folder)) {
      throw new UserException(
          file + ": its folder cannot be written to", "Choose another with -o.");
    }
    if (!force && Files.exists(file)) {
      throw new UserException(
          file + ": exists already", "Add --force to replace it, or choose another name with -o.");
    }
  }

  /**
   * Writes {@code file}, replacing it whole if it exists: nothing half-written is ever seen under
   * its name.
   */
  public static void write(Path file, Content content) {
    Path folder = file.toAbsolutePath().getParent();
    Path part = null;
    try {
      // Not createTempFile: the result is to have the permissions of any new file.
      part =
          folder.resolve("." + file.getFileName() + "." + ProcessHandle.current().pid() + ".part");
      try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(part), 1 << 16)) {
        content.writeTo(out);
      }
      move(part, file);
    } catch (IOException e) {
      throw new UserException(
          file + ": cannot be written: " + e.getMessage(), "Is there space and permission?", e);
    } finally {
      if (part != null) {
        part.toFile().delete();
      }
    }
  }

  private static void move(Path part, Path file) throws IOException {
    try {
      Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (AtomicMoveNotSupportedException e) {
      Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
    }
  }
}
