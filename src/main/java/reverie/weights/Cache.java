package reverie.weights;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import reverie.support.UserException;

/** The folder that downloaded weights are kept in. */
public final class Cache {
  /** A system property that names the folder, before anything else does. */
  public static final String PROPERTY = "reverie.cache";

  private Cache() {}

  /**
   * The folder: the environment's {@code REVERIE_CACHE}, else {@code reverie/models} in {@code
   * XDG_CACHE_HOME} or {@code LOCALAPPDATA}, else {@code ~/.cache/reverie/models}. It may not be
   * there yet.
   */
  public static Path folder() {
    String property = System.getProperty(PROPERTY);
    if (property != null) {
      return Path.of(property);
    }
    String own = System.getenv("REVERIE_CACHE");
    if (own != null && !own.isBlank()) {
      return Path.of(own);
    }
    String base = System.getenv("XDG_CACHE_HOME");
    base = base == null || base.isBlank() ? System.getenv("LOCALAPPDATA") : base;
    return (base == null || base.isBlank()
            ? Path.of(System.getProperty("user.home"), ".cache")
            : Path.of(base))
        .resolve("reverie")
        .resolve("models");
  }

  /**
   * The folder, made if it is not there.
   *
   * @throws UserException if it cannot be made
   */
  public static Path made() {
    Path folder = folder();
    try {
      return Files.createDirectories(folder);
    } catch (IOException e) {
      throw new UserException(
          folder + ": cannot be made: " + e.getMessage(),
          "Name another folder in REVERIE_CACHE.",
          e);
    }
  }
}
