package reverie.cli;

import picocli.CommandLine;

/**
 * A size of memory as users write it, "2G" or "1500M", in binary units.
 *
 * @param bytes above 0
 */
record MemorySize(long bytes) {
  private static final long MEBIBYTE = 1L << 20;
  private static final long GIBIBYTE = 1L << 30;

  /** Reads one from the command line. */
  static final class Converter implements CommandLine.ITypeConverter<MemorySize> {
    @Override
    public MemorySize convert(String text) {
      if (!text.matches("[0-9]{1,7}(?:[.][0-9]{1,3})?[MmGg]")) {
        throw wrong(text);
      }
      int end = text.length() - 1;
      long unit = Character.toUpperCase(text.charAt(end)) == 'G' ? GIBIBYTE : MEBIBYTE;
      long bytes = (long) (Double.parseDouble(text.substring(0, end)) * unit);
      if (bytes < MEBIBYTE) {
        throw wrong(text);
      }
      return new MemorySize(bytes);
    }

    private static CommandLine.TypeConversionException wrong(String text) {
      return new CommandLine.TypeConversionException(
          "expected a size of memory such as 2G or 1500M, found '" + text + "'");
    }
  }
}
