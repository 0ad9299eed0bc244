package reverie.cli;

import java.nio.file.Path;
import java.util.Locale;
import java.util.function.Consumer;
import reverie.image.Picture;
import reverie.image.Pictures;
import reverie.image.WriteOptions;
import reverie.optimize.Position;
import reverie.optimize.RunEvent;
import reverie.support.OutputFile;
import reverie.tensor.PictureTensors;

/**
 * Pictures of the work so far: every so many steps under a name of their own, or every two seconds
 * under one name.
 */
final class Snapshots {
  private static final long PREVIEW_EVERY_NANOS = 2_000_000_000L;

  private Snapshots() {}

  /**
   * Saves every {@code n} steps beside the result, as in {@code cat-dream-0010.png}. Files that
   * exist are found before the first step, not after hours.
   */
  static Consumer<RunEvent> every(int n, Path result, WriteOptions options, boolean force) {
    Consumer<RunEvent> saving =
        listening(
            (position, picture) -> {
              int step = position.total() + 1;
              if (step % n == 0) {
                Pictures.write(picture.get(), numbered(result, step), options);
              }
            });
    return event -> {
      if (event instanceof RunEvent.Started started) {
        for (int step = n; step <= started.first().totalSteps(); step += n) {
          OutputFile.check(numbered(result, step), force);
        }
      }
      saving.accept(event);
    };
  }

  /** Keeps one file renewed. */
  static Consumer<RunEvent> preview(Path file, WriteOptions options) {
    long[] last = {System.nanoTime() - PREVIEW_EVERY_NANOS};
    return listening(
        (position, picture) -> {
          boolean end = position.total() + 1 == position.totalSteps();
          if (end || System.nanoTime() - last[0] > PREVIEW_EVERY_NANOS) {
            Pictures.write(picture.get(), file, options);
            last[0] = System.nanoTime();
          }
        });
  }

  private interface Viewer {
    void see(Position position, java.util.function.Supplier<Picture> picture);
  }

  private static Consumer<RunEvent> listening(Viewer viewer) {
    int[] size = new int[2];
    return event -> {
      if (event instanceof RunEvent.Rescaled rescaled) {
        size[0] = rescaled.width();
        size[1] = rescaled.height();
      } else if (event instanceof RunEvent.Snapshot snapshot) {
        viewer.see(
            snapshot.position(),
            () -> Picture.of(size[0], size[1], PictureTensors.rgb(snapshot.image().get())));
      }
    };
  }

  private static Path numbered(Path result, int step) {
    String name = result.getFileName().toString();
    int dot = name.lastIndexOf('.');
    return result.resolveSibling(
        name.substring(0, dot) + String.format(Locale.ROOT, "-%04d", step) + name.substring(dot));
  }
}
