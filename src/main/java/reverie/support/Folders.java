package reverie.support;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Folders for results. */
public final class Folders {
  private Folders() {}

  /**
   * That folder, made if it is not there.
   *
   * @throws UserException if it is a file, or cannot be made
   */
  public static Path made(Path folder) {
    try {
      return Files.createDirectories(folder);
    } catch (IOException e) {
      throw new UserException(
          folder + ": this folder cannot be made: " + e.getMessage(), "Name another.", e);
    }
  }
}
