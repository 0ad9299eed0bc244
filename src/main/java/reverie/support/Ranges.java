package reverie.support;

/** Refuses values of options that are out of their range. */
public final class Ranges {
  private Ranges() {}

  /**
   * Refuses a value that is not within its range, or is not a number.
   *
   * @param option what is to be within it, such as "--steps"
   * @throws UsageException that tells the range and the value
   */
  public static void check(String option, double value, double least, double most) {
    if (!(value >= least && value <= most)) {
      throw new UsageException(
          option + ": expected " + text(least) + " to " + text(most) + ", found " + text(value),
          "--help tells the defaults.");
    }
  }

  private static String text(double value) {
    return value == Math.rint(value) && Math.abs(value) < 1e9
        ? Long.toString((long) value)
        : Double.toString(value);
  }
}
