package reverie.gallery;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Numbers in rows, coloured by their size: blue above zero, red below.
 *
 * @param caption under it
 * @param numbers rows of one length
 * @param largest the size that has the full colour, above 0
 */
public record NumberGrid(String caption, double[][] numbers, double largest) implements Page.Item {
  private static final int PALEST = 255;
  private static final int STRENGTH = 150;

  /**
   * A number as it is shown.
   *
   * @param text the number
   * @param colour of its background, as CSS has it
   */
  record Cell(String text, String colour) {}

  /** A row, for the template. */
  record Row(List<Cell> cells) {}

  /** The rows, for the template. */
  List<Row> rows() {
    List<Row> rows = new ArrayList<>();
    for (double[] row : numbers) {
      List<Cell> cells = new ArrayList<>();
      for (double number : row) {
        cells.add(new Cell(text(number), colour(number / largest)));
      }
      rows.add(new Row(cells));
    }
    return rows;
  }

  /** Without a fraction where there is none. */
  static String text(double number) {
    return number == Math.rint(number)
        ? Long.toString((long) number)
        : String.format(Locale.ROOT, "%.3g", number);
  }

  private static String colour(double share) {
    int paler = PALEST - (int) Math.round(STRENGTH * Math.min(1, Math.abs(share)));
    return share >= 0
        ? String.format("rgb(%d,%d,%d)", paler, paler, PALEST)
        : String.format("rgb(%d,%d,%d)", PALEST, paler, paler);
  }
}
