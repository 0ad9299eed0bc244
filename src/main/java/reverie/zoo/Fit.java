package reverie.zoo;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import reverie.weights.Weights;

/**
 * How a checkpoint's arrays differ from those that an architecture asks for.
 *
 * @param headless whether the classifier is missing as a whole, which is no difference
 * @param expected how many arrays were asked for
 * @param missing names asked for that the checkpoint has not
 * @param misshapen what has another shape, in words
 * @param extra names that nothing asks for
 */
record Fit(
    boolean headless,
    int expected,
    List<String> missing,
    List<String> misshapen,
    List<String> extra) {
  private static final int SHOWN = 3;

  /** PyTorch's count of training steps beside each batch norm. */
  private static final String COUNTER = ".num_batches_tracked";

  /**
   * Compares.
   *
   * @param ignored beginnings of names that no picture needs, such as of auxiliary classifiers
   */
  static Fit of(List<Draft.Expected> expected, Weights weights, List<String> ignored) {
    boolean headless =
        expected.stream().anyMatch(e -> !e.head())
            && expected.stream()
                .filter(Draft.Expected::head)
                .noneMatch(e -> weights.names().contains(e.name()));
    List<String> missing = new ArrayList<>();
    List<String> misshapen = new ArrayList<>();
    Set<String> extra = new LinkedHashSet<>(weights.names());
    for (Draft.Expected one : expected) {
      extra.remove(one.name());
      Weights.Tensor found = weights.tensors().get(one.name());
      if (found == null && !(headless && one.head())) {
        missing.add(one.name());
      } else if (found != null && !one.fits(found.shape())) {
        misshapen.add(
            "'"
                + one.name()
                + "' expected "
                + Arrays.toString(one.shape()).replace("-1", "any")
                + ", found "
                + Arrays.toString(found.shape()));
      }
    }
    extra.removeIf(name -> name.endsWith(COUNTER) || ignored.stream().anyMatch(name::startsWith));
    return new Fit(headless, expected.size(), missing, misshapen, List.copyOf(extra));
  }

  /** Whether there is no difference. */
  boolean whole() {
    return complete() && extra.isEmpty();
  }

  /** Whether all that is asked for is there. */
  boolean complete() {
    return missing.isEmpty() && misshapen.isEmpty();
  }

  /** How far apart they are: 0 = they fit, 1 and more = nothing in common. */
  double distance() {
    return (missing.size() + misshapen.size() + extra.size()) / (double) Math.max(1, expected);
  }

  /** "3 missing ('a', 'b', 'c'); 2 of another shape (...); 1 extra ('d')". */
  String difference() {
    List<String> parts = new ArrayList<>();
    if (!missing.isEmpty()) {
      parts.add(missing.size() + " missing (" + some(missing, "'") + ")");
    }
    if (!misshapen.isEmpty()) {
      parts.add(misshapen.size() + " of another shape (" + some(misshapen, "") + ")");
    }
    if (!extra.isEmpty()) {
      parts.add(extra.size() + " extra (" + some(extra, "'") + ")");
    }
    return String.join("; ", parts);
  }

  private static String some(List<String> names, String quote) {
    String shown =
        String.join(
            ", ",
            names.stream()
                .limit(SHOWN)
                .map(name -> quote + name.replaceAll("\\p{Cntrl}", "?") + quote)
                .toList());
    return names.size() > SHOWN ? shown + ", ..." : shown;
  }
}
