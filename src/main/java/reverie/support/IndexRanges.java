package reverie.support;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** Lists of numbers from 0, as users write them: {@code 0-31,40}. */
public final class IndexRanges {
  private static final Pattern PART = Pattern.compile("\\s*(\\d{1,9})\\s*(?:-\\s*(\\d{1,9})\\s*)?");

  private IndexRanges() {}

  /**
   * The numbers of a list, in its order, each once.
   *
   * @param option whose value it is, such as "--channels"
   * @param text numbers and ranges, both ends included, with commas between
   * @param count of the things that are numbered: all numbers are below it
   * @throws UsageException that tells the place and what was expected
   */
  public static List<Integer> parse(String option, String text, int count) {
    Set<Integer> numbers = new LinkedHashSet<>();
    for (String part : text.split(",", -1)) {
      Matcher range = PART.matcher(part);
      if (!range.matches()) {
        throw new UsageException(
            option + ": expected numbers and ranges, found '" + part.strip() + "'",
            "Such as 0-31,40.");
      }
      int first = Integer.parseInt(range.group(1));
      int last = range.group(2) == null ? first : Integer.parseInt(range.group(2));
      if (last < first) {
        throw new UsageException(
            option + ": expected a range that rises, found '" + part.strip() + "'",
            "Such as " + last + "-" + first + ".");
      }
      if (last >= count) {
        throw new UsageException(
            option + ": expected numbers from 0 to " + (count - 1) + ", found " + last,
            "They are counted from 0.");
      }
      IntStream.rangeClosed(first, last).forEach(numbers::add);
    }
    return new ArrayList<>(numbers);
  }

  /** The first numbers from 0: so many of them, or as many as there are. */
  public static List<Integer> first(int wanted, int count) {
    return IntStream.range(0, Math.min(wanted, count)).boxed().toList();
  }
}
