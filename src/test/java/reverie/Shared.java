package reverie;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;

/**
 * The only door to files outside the project, which compare it with other implementations: where
 * they are absent the test is skipped, and says so.
 */
public final class Shared {
  private static final Path FOLDER = Path.of("../shared");

  private Shared() {}

  /** A file of the folder beside the project, such as "reference/trunk-cat.png". */
  public static Path file(String name) {
    Path file = FOLDER.resolve(name);
    Assumptions.assumeTrue(Files.exists(file), () -> "skipped: " + file + " is absent");
    return file;
  }
}
