package reverie.recipe;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import reverie.objective.Goal;
import reverie.objective.Objectives;
import reverie.support.CloseNames;
import reverie.support.Ranges;
import reverie.support.UsageException;

/**
 * What makes a fooling picture plainer: the weights of image priors, and a blur between steps.
 *
 * @param l1 weight of the mean distance from the background
 * @param l2 weight of the mean squared distance from the background
 * @param tv weight of the mean squared difference of neighbours
 * @param blur deviation of a blur after every fourth step, in pixels; 0 = none
 */
public record Regularisation(double l1, double l2, double tv, double blur) {
  /** None. */
  public static final Regularisation NONE = new Regularisation(0, 0, 0, 0);

  /** Steps from blur to blur, as Yosinski et al. 2015 have it. */
  static final int BLUR_EVERY = 4;

  private static final double LARGEST_WEIGHT = 1e6;
  private static final double LARGEST_BLUR = 20;

  /**
   * Reads {@code l1=10,blur=0.5}.
   *
   * @throws UsageException if a word is unknown or a number is none, or out of its range
   */
  public static Regularisation parse(String text) {
    double[] values = new double[4];
    List<String> names = List.of("l1", "l2", "tv", "blur");
    for (String part : text.split(",", -1)) {
      String[] words = part.strip().split("=", 2);
      int index = names.indexOf(words[0].strip());
      if (index < 0) {
        throw new UsageException(
            "--regularize: expected l1, l2, tv or blur, found '" + words[0] + "'",
            CloseNames.hint(words[0], names, ""));
      }
      if (words.length < 2) {
        throw new UsageException(
            "--regularize: expected a number, such as " + words[0] + "=10, found '" + part + "'",
            "");
      }
      double value;
      try {
        value = Double.parseDouble(words[1].strip());
      } catch (NumberFormatException e) {
        throw new UsageException(
            "--regularize: expected a number after " + words[0] + "=, found '" + words[1] + "'",
            "Such as l1=10,tv=5.");
      }
      String option = "--regularize " + words[0];
      Ranges.check(option, value, 0, index == 3 ? LARGEST_BLUR : LARGEST_WEIGHT);
      values[index] = value;
    }
    return new Regularisation(values[0], values[1], values[2], values[3]);
  }

  /**
   * The goal with these priors.
   *
   * @param background 0 where the background is black, 0.5 where it is mid-grey
   */
  Goal with(Goal goal, double background, Session session) {
    List<String> priors = new ArrayList<>();
    add(priors, l1, "l1:" + background);
    add(priors, l2, "l2:" + background);
    add(priors, tv, "tv");
    return priors.isEmpty() ? goal : goal.plus(Objectives.parse(String.join(" ", priors), session));
  }

  private static void add(List<String> priors, double weight, String prior) {
    if (weight > 0) {
      priors.add(String.format(Locale.ROOT, "- %s*%s", weight, prior));
    }
  }
}
