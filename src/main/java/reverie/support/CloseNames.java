package reverie.support;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** Finds the names that a mistyped one may have meant. */
public final class CloseNames {
  private static final int MOST = 4;

  private CloseNames() {}

  /**
   * The names close to {@code wanted}, closest first: those within a third of its length in edits
   * (at least two), and those that contain it.
   */
  public static List<String> of(String wanted, Collection<String> known) {
    String w = wanted.toLowerCase(Locale.ROOT);
    int limit = Math.max(2, w.length() / 3);
    return known.stream()
        .filter(k -> !w.isEmpty())
        .filter(k -> distance(w, k) <= limit || k.toLowerCase(Locale.ROOT).contains(w))
        .sorted(Comparator.comparingInt((String k) -> distance(w, k)))
        .limit(MOST)
        .toList();
  }

  /** A hint: "Did you mean a, b?", or else the whole list if it is short, or {@code otherwise}. */
  public static String hint(String wanted, Collection<String> known, String otherwise) {
    List<String> close = of(wanted, known);
    if (!close.isEmpty()) {
      return "Did you mean " + String.join(", ", close) + "?";
    }
    return known.size() <= 12 ? "Known: " + String.join(", ", known) + "." : otherwise;
  }

  /** Levenshtein distance, blind to case. */
  private static int distance(String w, String known) {
    String k = known.toLowerCase(Locale.ROOT);
    int[] previous = new int[k.length() + 1];
    for (int j = 0; j <= k.length(); j++) {
      previous[j] = j;
    }
    for (int i = 1; i <= w.length(); i++) {
      int[] current = new int[k.length() + 1];
      current[0] = i;
      for (int j = 1; j <= k.length(); j++) {
        int swap = previous[j - 1] + (w.charAt(i - 1) == k.charAt(j - 1) ? 0 : 1);
        current[j] = Math.min(swap, 1 + Math.min(previous[j], current[j - 1]));
      }
      previous = current;
    }
    return previous[k.length()];
  }
}
