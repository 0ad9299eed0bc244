package reverie.image;

import java.util.Collections;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import reverie.support.UsageException;

/**
 * How a picture file is written.
 *
 * @param jpegQuality 1 (small) to 100 (fine); only JPEG has it. Colour is never subsampled.
 * @param bitDepth bits a channel, 8 or 16, or empty for the picture's own; JPEG always has 8
 * @param text provenance kept in the file, keyword to text: PNG text chunks (a keyword there has 1
 *     to 79 Latin-1 characters), JPEG comments "keyword: text"; TIFF has none of it
 */
public record WriteOptions(int jpegQuality, OptionalInt bitDepth, Map<String, String> text) {
  /** Quality 95, the picture's own bit depth, no text. */
  public static final WriteOptions DEFAULT = new WriteOptions(95, OptionalInt.empty(), Map.of());

  /** Checks the values, and sorts the text so that the same options write the same bytes. */
  public WriteOptions {
    if (jpegQuality < 1 || jpegQuality > 100) {
      throw new UsageException(
          "JPEG quality " + jpegQuality, "It is from 1 (small file) to 100 (fine picture).");
    }
    if (bitDepth.isPresent() && bitDepth.getAsInt() != 8 && bitDepth.getAsInt() != 16) {
      throw new UsageException(
          "a bit depth of " + bitDepth.getAsInt(), "Pictures have 8 or 16 bits a channel.");
    }
    for (String keyword : text.keySet()) {
      boolean printable =
          keyword.chars().allMatch(c -> (c >= 32 && c <= 126) || (c >= 161 && c <= 255));
      if (keyword.isEmpty()
          || keyword.length() > 79
          || !printable
          || !keyword.equals(keyword.strip())) {
        throw new IllegalArgumentException("a keyword of 1 to 79 Latin-1 characters: " + keyword);
      }
    }
    text = Collections.unmodifiableMap(new TreeMap<>(text));
  }

  /** These with another JPEG quality, 1 to 100. */
  public WriteOptions withJpegQuality(int quality) {
    return new WriteOptions(quality, bitDepth, text);
  }

  /** These with 8 or 16 bits a channel whatever the picture has. */
  public WriteOptions withBitDepth(int bits) {
    return new WriteOptions(jpegQuality, OptionalInt.of(bits), text);
  }

  /** These with other text in the file. */
  public WriteOptions withText(Map<String, String> other) {
    return new WriteOptions(jpegQuality, bitDepth, other);
  }

  /** The bits a channel that {@code picture} is to be written with where the format can. */
  int bitsFor(Picture picture) {
    return bitDepth.orElse(picture.bitDepth());
  }
}
