package reverie.recipe;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The most memory that this process has held, as the system counts it. */
public final class PeakMemory {
  private PeakMemory() {}

  /**
   * In MiB, of resident memory; "unknown" where the system does not tell (only Linux does so in a
   * file).
   */
  public static String mebibytes() {
    try {
      return Files.readAllLines(Path.of("/proc/self/status")).stream()
          .filter(line -> line.startsWith("VmHWM:"))
          .map(line -> Long.toString(Long.parseLong(line.replaceAll("[^0-9]", "")) / 1024))
          .findFirst()
          .orElse("unknown");
    } catch (IOException | NumberFormatException e) {
      return "unknown";
    }
  }
}
