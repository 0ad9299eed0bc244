package reverie.image;

import static reverie.image.PictureFormats.startsWith;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import reverie.support.UserException;

/** Says what a file is that is no picture we can read. */
final class UnknownContent {
  private static final String CONVERT = "Save it as JPEG or PNG with another program first.";

  private UnknownContent() {}

  /** The error for such a file: what was expected, and what its content looks like. */
  static UserException error(PictureFile file) {
    byte[] head = file.head();
    String found = describe(head);
    boolean picture = found.endsWith("picture");
    return new UserException(
        file.path() + ": expected " + PictureFormats.names() + "; found " + found,
        picture ? CONVERT : "The content counts, not the name. Is it the right file, and whole?");
  }

  private static String describe(byte[] head) {
    String text = new String(head, StandardCharsets.ISO_8859_1);
    String start = text.stripLeading().toLowerCase(Locale.ROOT);
    if (startsWith(head, 4, 'f', 't', 'y', 'p')) {
      String brand = text.length() < 12 ? "" : text.substring(8, 12);
      return switch (brand) {
        case "heic", "heix", "mif1", "msf1", "heim", "heis" -> "a HEIC picture";
        case "avif", "avis" -> "an AVIF picture";
        default -> "a film or other MP4 file";
      };
    }
    if (startsWith(head, 0, 0xff, 0x0a) || startsWith(head, 4, 'J', 'X', 'L', ' ')) {
      return "a JPEG XL picture";
    }
    if (startsWith(head, 4, 'j', 'P', ' ', ' ')) {
      return "a JPEG 2000 picture";
    }
    if (startsWith(head, 0, '8', 'B', 'P', 'S')) {
      return "a Photoshop picture";
    }
    if (start.startsWith("<svg") || start.startsWith("<?xml")) {
      return start.contains("svg") ? "an SVG picture" : "an XML file";
    }
    if (start.startsWith("<!doctype html") || start.startsWith("<html")) {
      return "a web page";
    }
    if (start.startsWith("%pdf")) {
      return "a PDF file";
    }
    if (startsWith(head, 0, 'P', 'K', 3, 4)) {
      return "a ZIP file";
    }
    boolean readable =
        text.chars()
            .allMatch(c -> (c >= 32 && c != 127 && (c < 128 || c > 159)) || (c >= 9 && c <= 13));
    if (readable) {
      String line = text.lines().findFirst().orElse("").strip();
      return "text, \"" + line.substring(0, Math.min(line.length(), 24)) + "\"";
    }
    StringBuilder hex = new StringBuilder("bytes");
    for (int i = 0; i < Math.min(8, head.length); i++) {
      hex.append(String.format(Locale.ROOT, " %02x", head[i]));
    }
    return hex.toString();
  }
}
