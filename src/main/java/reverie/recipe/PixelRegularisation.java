package reverie.recipe;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;
import reverie.optimize.GaussianBlur;
import reverie.support.CloseNames;
import reverie.support.Ranges;
import reverie.support.UsageException;
import reverie.tensor.Dense;

/**
 * What keeps pixels plain between steps of ascent: Yosinski, Clune, Nguyen, Fuchs and Lipson,
 * "Understanding Neural Networks Through Deep Visualization", 2015. All measure a pixel by its
 * distance from mid-grey.
 *
 * @param decay share of that distance that is taken off in each step, in [0, 1)
 * @param blur deviation of a blur, in pixels; 0 = none
 * @param blurEvery steps from blur to blur, at least 1
 * @param smallNorm percentage of pixels, those nearest to grey, that become grey
 * @param smallBenefit percentage of pixels, those that the goal would miss least, that become grey
 */
public record PixelRegularisation(
    double decay, double blur, int blurEvery, double smallNorm, double smallBenefit) {
  private static final double GREY = 0.5;
  private static final int CHANNELS = 3;

  /** The paper's four sets, by the numbers of its figure 4. */
  public static final Map<String, PixelRegularisation> SETS = sets();

  /** The set that is used where none is named. */
  public static final String DEFAULT = "1";

  private static Map<String, PixelRegularisation> sets() {
    Map<String, PixelRegularisation> sets = new LinkedHashMap<>();
    sets.put("none", new PixelRegularisation(0, 0, 4, 0, 0));
    sets.put("1", new PixelRegularisation(0, 0.5, 4, 50, 0));
    sets.put("2", new PixelRegularisation(0.3, 0, 4, 20, 0));
    sets.put("3", new PixelRegularisation(0.0001, 1, 4, 0, 0));
    sets.put("4", new PixelRegularisation(0, 0.5, 4, 0, 90));
    return sets;
  }

  /** Checks each value. */
  public PixelRegularisation {
    Ranges.check("--regularize decay", decay, 0, 0.99);
    Ranges.check("--regularize blur", blur, 0, 20);
    Ranges.check("--regularize every", blurEvery, 1, 1000);
    Ranges.check("--regularize small-norm", smallNorm, 0, 99);
    Ranges.check("--regularize small-benefit", smallBenefit, 0, 99);
  }

  /**
   * Reads the name of a set, or {@code decay=0.1,blur=0.5,every=4,small-norm=50,small-benefit=90}.
   *
   * @throws UsageException if a word is unknown, or a number is none or out of its range
   */
  public static PixelRegularisation parse(String text) {
    PixelRegularisation set = SETS.get(text.strip());
    if (set != null) {
      return set;
    }
    List<String> names = List.of("decay", "blur", "every", "small-norm", "small-benefit");
    double[] values = {0, 0, 4, 0, 0};
    for (String part : text.split(",", -1)) {
      String[] words = part.strip().split("=", 2);
      int index = names.indexOf(words[0].strip());
      if (index < 0 || words.length < 2) {
        throw new UsageException(
            "--regularize: expected a set ("
                + String.join(", ", SETS.keySet())
                + ") or NAME=NUMBER, found '"
                + part
                + "'",
            CloseNames.hint(words[0], names, "Names are " + String.join(", ", names) + "."));
      }
      try {
        values[index] = Double.parseDouble(words[1].strip());
      } catch (NumberFormatException e) {
        throw new UsageException(
            "--regularize: expected a number after " + words[0] + "=, found '" + words[1] + "'",
            "Such as decay=0.1,blur=0.5.");
      }
    }
    return new PixelRegularisation(
        values[0], values[1], (int) Math.rint(values[2]), values[3], values[4]);
  }

  /**
   * Tidies pixels after a step.
   *
   * @param pixels {@code [n, 3, h, w]} in [0, 1]; changed in place
   * @param gradient d loss / d pixels of that step, of the same shape, up to a positive factor
   * @param step which step this was, from 1
   */
  void apply(INDArray pixels, INDArray gradient, int step) {
    if (decay > 0) {
      pixels.subi(GREY).muli(1 - decay).addi(GREY);
    }
    if (blur > 0 && step % blurEvery == 0) {
      new GaussianBlur(blur).apply(pixels);
    }
    if (smallNorm > 0 || smallBenefit > 0) {
      greyOut(pixels, gradient);
    }
  }

  // A Java loop and a sort for each picture, which ND4J has not: 6 ms of [1, 3, 224, 224].
  private void greyOut(INDArray pixels, INDArray gradient) {
    double[] x = numbers(pixels);
    double[] g = numbers(gradient);
    int plane = (int) (pixels.size(2) * pixels.size(3));
    for (int from = 0; from < x.length; from += CHANNELS * plane) {
      double[] norms = new double[plane];
      double[] benefits = new double[plane];
      for (int i = 0; i < CHANNELS * plane; i++) {
        double away = x[from + i] - GREY;
        norms[i % plane] += away * away;
        // The loss falls along -g: what greying this pixel would cost the goal, to first order.
        benefits[i % plane] -= away * g[from + i];
      }
      double leastNorm = percentile(norms, smallNorm);
      double leastBenefit = percentile(benefits, smallBenefit);
      for (int i = 0; i < CHANNELS * plane; i++) {
        if (norms[i % plane] < leastNorm || benefits[i % plane] < leastBenefit) {
          x[from + i] = GREY;
        }
      }
    }
    Dense.writing(pixels).write(0, x, 0, x.length);
  }

  private static double percentile(double[] values, double percent) {
    if (percent == 0) {
      return Double.NEGATIVE_INFINITY;
    }
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[Math.min(sorted.length - 1, (int) (sorted.length * percent / 100))];
  }

  private static double[] numbers(INDArray array) {
    double[] numbers = new double[(int) array.length()];
    Dense.reading(array).read(0, numbers, 0, numbers.length);
    return numbers;
  }
}
