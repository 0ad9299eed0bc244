package reverie.cli;

import picocli.CommandLine;

/**
 * A size as users write it, "WIDTHxHEIGHT".
 *
 * @param width pixels from left to right
 * @param height pixels from top to bottom
 */
record PixelSize(int width, int height) {
  @Override
  public String toString() {
    return width + "x" + height;
  }

  /** Reads one from the command line. */
  static final class Converter implements CommandLine.ITypeConverter<PixelSize> {
    @Override
    public PixelSize convert(String text) {
      if (!text.matches("[1-9][0-9]{0,4}x[1-9][0-9]{0,4}")) {
        throw new CommandLine.TypeConversionException(
            "expected WIDTHxHEIGHT in pixels, such as 512x384, found '" + text + "'");
      }
      int x = text.indexOf('x');
      return new PixelSize(
          Integer.parseInt(text.substring(0, x)), Integer.parseInt(text.substring(x + 1)));
    }
  }
}
