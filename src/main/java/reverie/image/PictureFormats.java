package reverie.image;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import reverie.support.UsageException;

/** The list of picture formats, and how the right one is found. */
final class PictureFormats {
  /** Every format. None recognises a file of another, so the order is only that of messages. */
  static final List<PictureFormat> ALL =
      List.of(
          new JpegFormat(),
          new PngFormat(),
          new TiffFormat(),
          new WebpFormat(),
          new GifFormat(),
          new BmpFormat(),
          new PnmFormat());

  /** As many bytes from the start of a file as it takes to recognise its format. */
  static final int HEAD = 64;

  private PictureFormats() {}

  /** The format of a file that starts with these bytes. */
  static Optional<PictureFormat> recognise(byte[] head) {
    return ALL.stream().filter(f -> f.recognises(head)).findFirst();
  }

  /**
   * The format to write a file of that name in.
   *
   * @throws UsageException if the name has no extension of a format that can be written
   */
  static WritableFormat toWrite(Path file) {
    String extension = extension(file);
    for (PictureFormat format : ALL) {
      if (format instanceof WritableFormat writable && format.extensions().contains(extension)) {
        return writable;
      }
    }
    throw new UsageException(
        file
            + ": pictures are not written as "
            + (extension.isEmpty() ? "a file without extension" : "." + extension),
        "End the name with one of " + writableExtensions() + ".");
  }

  /** For messages: "JPEG, PNG, ...". */
  static String names() {
    return ALL.stream().map(PictureFormat::name).collect(Collectors.joining(", "));
  }

  private static String writableExtensions() {
    return ALL.stream()
        .filter(WritableFormat.class::isInstance)
        .flatMap(f -> f.extensions().stream())
        .map(e -> "." + e)
        .collect(Collectors.joining(", "));
  }

  private static String extension(Path file) {
    String name = String.valueOf(file.getFileName());
    int dot = name.lastIndexOf('.');
    return dot < 0 ? "" : name.substring(dot + 1).toLowerCase(Locale.ROOT);
  }

  /** Whether {@code head} has these byte values at {@code offset}. */
  static boolean startsWith(byte[] head, int offset, int... values) {
    if (head.length < offset + values.length) {
      return false;
    }
    for (int i = 0; i < values.length; i++) {
      if ((head[offset + i] & 0xff) != values[i]) {
        return false;
      }
    }
    return true;
  }
}
