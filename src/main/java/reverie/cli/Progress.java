package reverie.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.function.Consumer;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import reverie.optimize.Position;
import reverie.optimize.RunEvent;
import reverie.support.FreeMemory;

/** How far a run is: a bar on a terminal, now and then a line elsewhere. */
final class Progress implements Consumer<RunEvent>, AutoCloseable {
  private static final long LINE_EVERY_NANOS = 10_000_000_000L;
  private static final int WIDTH = 100;

  private final String name;
  private final PrintWriter lines;
  private final boolean terminal;
  private final Wording wording;
  private ProgressBar bar;
  private String size = "";
  private double meanMs;
  private long lastLine;

  private Progress(String name, PrintWriter lines, boolean terminal, Wording wording) {
    this.name = name;
    this.lines = lines;
    this.terminal = terminal;
    this.wording = wording;
  }

  /**
   * Progress of one photo.
   *
   * @param name what the work is called
   * @param lines where lines go if standard error is no terminal
   */
  static Progress of(String name, PrintWriter lines, Wording wording) {
    // The launcher asks the shell: Java cannot tell whether standard error is a terminal.
    return new Progress(name, lines, Boolean.getBoolean("reverie.terminal"), wording);
  }

  /** Progress of things that are counted. */
  static Progress counting(String name, PrintWriter lines) {
    return of(name, lines, Wording.DREAM);
  }

  /** So many of all are done. */
  void count(int done, int all) {
    if (bar == null && done == 1) {
      start(new Position(0, 1, 0, all, 0, all));
    }
    if (bar != null) {
      bar.stepTo(done);
    } else if (System.nanoTime() - lastLine > LINE_EVERY_NANOS) {
      lastLine = System.nanoTime();
      lines.printf("%s: %d of %d%n", name, done, all);
    }
    if (done == all && !terminal) {
      lines.printf("%s: %d of %d%n", name, done, all);
    }
  }

  @Override
  public void accept(RunEvent event) {
    if (event instanceof RunEvent.Estimated estimated) {
      if (estimated.tiles() > 1 || !Double.isNaN(estimated.seconds())) {
        lines.printf("%s: %s%n", name, told(estimated));
      }
    } else if (event instanceof RunEvent.Started started) {
      start(started.first());
    } else if (event instanceof RunEvent.Rescaled rescaled) {
      size = rescaled.width() + "x" + rescaled.height();
      meanMs = 0;
    } else if (event instanceof RunEvent.Stepped stepped) {
      step(stepped);
    } else if (event instanceof RunEvent.Finished finished) {
      close();
      if (!terminal) {
        lines.printf(
            Locale.ROOT,
            "%s: %d steps in %.1f s%n",
            name,
            finished.steps(),
            finished.milliseconds() / 1e3);
      }
    }
  }

  /** Such as "about 1.3 GiB and 4 min, in 6 tiles". */
  private static String told(RunEvent.Estimated estimated) {
    StringBuilder told = new StringBuilder("about ").append(FreeMemory.text(estimated.bytes()));
    double seconds = estimated.seconds();
    if (seconds >= 90) {
      told.append(" and ").append(Math.round(seconds / 60)).append(" min");
    } else if (!Double.isNaN(seconds)) {
      told.append(" and ").append(Math.max(1, Math.round(seconds))).append(" s");
    }
    if (estimated.tiles() > 1) {
      told.append(", in ").append(estimated.tiles()).append(" tiles");
    }
    return told.toString();
  }

  private void start(Position first) {
    lastLine = System.nanoTime();
    if (terminal) {
      PrintStream err =
          new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8);
      bar =
          new ProgressBarBuilder()
              .setTaskName(name)
              .setInitialMax(first.totalSteps())
              .setStyle(ProgressBarStyle.ASCII)
              .setMaxRenderedLength(WIDTH)
              .setUpdateIntervalMillis(200)
              .setConsumer(new ConsoleProgressBarConsumer(err, WIDTH))
              .build();
      bar.stepTo(first.total());
    }
  }

  private void step(RunEvent.Stepped stepped) {
    Position p = stepped.position();
    meanMs = meanMs == 0 ? stepped.milliseconds() : 0.8 * meanMs + 0.2 * stepped.milliseconds();
    String state =
        String.format(
            Locale.ROOT,
            "%s %d/%d %s %s %.4g, %.0f ms a step",
            wording.phase(),
            p.phase() + 1,
            p.phases(),
            size,
            wording.value(),
            wording.told(stepped.value()),
            meanMs);
    if (bar != null) {
      bar.setExtraMessage(" " + state);
      bar.stepTo(p.total() + 1L);
    } else if (System.nanoTime() - lastLine > LINE_EVERY_NANOS) {
      lastLine = System.nanoTime();
      int left = p.stepsInPhase() - p.step() - 1;
      lines.printf(
          Locale.ROOT,
          "%s: step %d/%d, %s, %.0f s left in this %s%n",
          name,
          p.total() + 1,
          p.totalSteps(),
          state,
          left * meanMs / 1e3,
          wording.phase());
    }
  }

  @Override
  public void close() {
    if (bar != null) {
      bar.close();
      bar = null;
    }
  }
}
