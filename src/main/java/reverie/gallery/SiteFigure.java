package reverie.gallery;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A picture of a site, and how it came to be.
 *
 * @param file relative to the site's folder, with slashes, such as "layers/mixed5/17.png"
 * @param width in pixels
 * @param height in pixels
 * @param alt what there is to see, for who does not see it
 * @param captions lines under it: values, ranges, units
 * @param reading what was measured on it
 * @param seed of its randomness, or empty where nothing is random
 * @param command the exact shell command that makes it, or empty if it is somebody's photo
 */
public record SiteFigure(
    String file,
    int width,
    int height,
    String alt,
    List<String> captions,
    Optional<Reading> reading,
    OptionalLong seed,
    Optional<String> command) {

  /**
   * A number, and what it says.
   *
   * @param what such as "mean activation"
   * @param value of the picture as it lies in its file
   * @param unit or range, such as "after ReLU, 0 or more, no unit"; may be blank
   * @param compared with what, such as "best sample photo: 0.84"; may be blank
   */
  public record Reading(String what, double value, String unit, String compared) {
    /** Checks the value. */
    public Reading {
      SiteNumbers.check(what, value);
    }
  }

  /** Checks the file's name and the size. */
  public SiteFigure {
    SiteLinks.check(file);
    if (width < 1 || height < 1) {
      throw new IllegalArgumentException(file + ": " + width + " x " + height + " pixels");
    }
    if (alt.isBlank()) {
      throw new IllegalArgumentException(file + ": no alternative text");
    }
    captions = List.copyOf(captions);
  }

  /** A picture without a number, a seed or a command: a photo. */
  public static SiteFigure photo(String file, int width, int height, String alt) {
    return new SiteFigure(
        file,
        width,
        height,
        alt,
        List.of(),
        Optional.empty(),
        OptionalLong.empty(),
        Optional.empty());
  }

  /** A picture that a command made, without randomness. */
  public static SiteFigure made(String file, int width, int height, String alt, String command) {
    return new SiteFigure(
        file,
        width,
        height,
        alt,
        List.of(),
        Optional.empty(),
        OptionalLong.empty(),
        Optional.of(command));
  }

  /** With lines under it. */
  public SiteFigure withCaptions(String... lines) {
    return new SiteFigure(file, width, height, alt, List.of(lines), reading, seed, command);
  }

  /** With what was measured. */
  public SiteFigure withReading(Reading measured) {
    return new SiteFigure(file, width, height, alt, captions, Optional.of(measured), seed, command);
  }

  /** With the seed of its randomness. */
  public SiteFigure withSeed(long number) {
    return new SiteFigure(
        file, width, height, alt, captions, reading, OptionalLong.of(number), command);
  }
}
