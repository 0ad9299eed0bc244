package reverie.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** How far a download is: a bar on a terminal, now and then a line elsewhere. */
final class Transfer implements AutoCloseable {
  private static final long LINE_EVERY_NANOS = 10_000_000_000L;
  private static final int WIDTH = 100;
  private static final double MEBI = 1 << 20;

  private final String file;
  private final PrintWriter lines;
  private final ProgressBar bar;
  private long lastLine = System.nanoTime();

  private Transfer(String file, PrintWriter lines, ProgressBar bar) {
    this.file = file;
    this.lines = lines;
    this.bar = bar;
  }

  static Transfer of(String file, long most, PrintWriter lines) {
    if (!Boolean.getBoolean("reverie.terminal")) {
      return new Transfer(file, lines, null);
    }
    PrintStream err =
        new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8);
    return new Transfer(
        file,
        lines,
        new ProgressBarBuilder()
            .setTaskName(file)
            .setInitialMax(most)
            .setUnit(" MB", 1 << 20)
            .setStyle(ProgressBarStyle.ASCII)
            .setMaxRenderedLength(WIDTH)
            .setUpdateIntervalMillis(200)
            .setConsumer(new ConsoleProgressBarConsumer(err, WIDTH))
            .build());
  }

  /** So many bytes are there. */
  void reached(long bytes) {
    if (bar != null) {
      bar.stepTo(bytes);
    } else if (System.nanoTime() - lastLine > LINE_EVERY_NANOS) {
      lastLine = System.nanoTime();
      lines.printf(Locale.ROOT, "%s: %.0f MB%n", file, bytes / MEBI);
      lines.flush();
    }
  }

  @Override
  public void close() {
    if (bar != null) {
      bar.close();
    }
  }
}
