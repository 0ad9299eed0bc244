package reverie.support;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/**
 * The memory that the machine, or its container, has left: asked before a plan's buffers are taken.
 */
public final class FreeMemory {
  private static final Path LINUX = Path.of("/proc/meminfo");
  private static final String AVAILABLE = "MemAvailable:";

  private FreeMemory() {}

  /**
   * Refuses what does not fit.
   *
   * @param what needs the memory, for the error
   * @throws UserException if so many bytes are not free
   */
  public static void require(long bytes, String what) {
    long free = bytes();
    if (bytes > free) {
      throw new UserException(
          what
              + " needs "
              + (bytes >> 20)
              + " MiB for the network's layers; "
              + (free >> 20)
              + " MiB are free",
          "Use a smaller picture (--size), or earlier layers.");
    }
  }

  /** Bytes as people read them, such as "1.3 GiB". */
  public static String text(long bytes) {
    return bytes < 1L << 30
        ? Math.round(bytes / (double) (1L << 20)) + " MiB"
        : String.format(Locale.ROOT, "%.1f GiB", bytes / (double) (1L << 30));
  }

  /**
   * What can be had without swapping, as far as the system tells; else all that the machine has.
   */
  public static long bytes() {
    long total =
        ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getTotalMemorySize();
    try {
      return Files.readAllLines(LINUX).stream()
          .filter(line -> line.startsWith(AVAILABLE))
          .mapToLong(line -> 1024 * Long.parseLong(line.replaceAll("[^0-9]", "")))
          .map(available -> Math.min(available, total))
          .findFirst()
          .orElse(total);
    } catch (IOException | NumberFormatException e) {
      return total;
    }
  }
}
