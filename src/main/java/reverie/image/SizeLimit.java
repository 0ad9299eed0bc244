package reverie.image;

import java.util.Locale;
import reverie.support.UserException;

/** Refuses pictures too large for this program, or for their file, before memory is taken. */
final class SizeLimit {
  /** The most pixels of a picture, 400 megapixels. */
  static final long MOST_PIXELS = 400_000_000L;

  /** What a picture takes: red, green, blue and alpha as floats. */
  private static final long BYTES_PER_PIXEL = 16;

  private SizeLimit() {}

  /**
   * Checks the size that a header declares.
   *
   * @throws UserException if it is none, more than {@link #MOST_PIXELS}, more than the file's bytes
   *     can hold, or would fill more than half of Java's memory
   */
  static void check(PictureFile file, PictureFormat format, long width, long height) {
    check(file, format, width, height, Runtime.getRuntime().maxMemory());
  }

  static void check(PictureFile file, PictureFormat format, long width, long height, long memory) {
    String declared =
        file.path() + ": " + format.name() + " of " + width + "x" + height + " pixels";
    if (width < 1 || height < 1) {
      throw new UserException(
          declared + ", expected at least 1x1", "The file is damaged; copy or download it again.");
    }
    if (width > MOST_PIXELS / height) {
      throw new UserException(
          declared + ", expected at most " + MOST_PIXELS / 1_000_000 + " megapixels",
          "Shrink it first with another program.");
    }
    long pixels = width * height;
    if (pixels / format.pixelsPerByte() > file.bytes().length) {
      throw new UserException(
          declared + " cannot be in a file of " + file.bytes().length + " bytes",
          "The file is damaged; copy or download it again.");
    }
    if (pixels * BYTES_PER_PIXEL > memory / 2) {
      long needed = 1 + 2 * pixels * BYTES_PER_PIXEL / (1 << 30);
      throw new UserException(
          String.format(
              Locale.ROOT,
              "%s takes %.1f GB, expected at most half of Java's %.1f GB of memory",
              declared,
              pixels * BYTES_PER_PIXEL / (double) (1 << 30),
              memory / (double) (1 << 30)),
          "Give Java more memory, JAVA_OPTS=-Xmx" + needed + "g, or shrink the picture first.");
    }
  }
}
