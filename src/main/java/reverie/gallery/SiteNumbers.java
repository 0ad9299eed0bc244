package reverie.gallery;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Locale;

/** Numbers as a site tells them. */
final class SiteNumbers {
  private static final MathContext THREE = new MathContext(3);

  private SiteNumbers() {}

  /** Three digits that count, or all before the point. */
  static String text(double value) {
    double size = Math.abs(value);
    String text;
    if (size == 0) {
      text = "0";
    } else if (size < 1e-3 || size >= 1e7) {
      text = String.format(Locale.ROOT, "%.2e", size);
    } else if (size >= 100) {
      text = count(Math.round(size));
    } else {
      BigDecimal rounded = new BigDecimal(size).round(THREE);
      int before = rounded.precision() - rounded.scale();
      text = rounded.setScale(3 - before, RoundingMode.UNNECESSARY).toPlainString();
    }
    return value < 0 ? "\u2212" + text : text;
  }

  /** With a comma between thousands. */
  static String count(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  /** A share of a whole, for a style: "12.5%". */
  static String percent(double share) {
    return String.format(Locale.ROOT, "%.1f%%", 100 * share);
  }

  /** Refuses what is no number. */
  static void check(String of, double value) {
    if (!Double.isFinite(value)) {
      throw new IllegalArgumentException(of + ": value " + value);
    }
  }
}
