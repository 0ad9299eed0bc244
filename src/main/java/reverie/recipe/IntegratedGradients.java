package reverie.recipe;

import java.util.Locale;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import reverie.network.GradientRule;
import reverie.optimize.GaussianBlur;
import reverie.recipe.SaliencyMethod.Found;
import reverie.tensor.Sums;

/**
 * Integrated gradients: Sundararajan, Taly and Yan 2017, "Axiomatic Attribution for Deep Networks":
 * (image - baseline) times the mean gradient on the straight way between. All numbers together are
 * what the objective gained on the way (completeness).
 *
 * <p>By the trapezoid rule, whose points serve twice as many steps as well: they are doubled until
 * the sum is right to 1 %.
 */
final class IntegratedGradients {
  private static final double TOLERANCE = 0.01;
  private static final double BLUR_SHARE = 0.1;

  private IntegratedGradients() {}

  static Found attribution(Score score, INDArray image, SaliencySettings settings) {
    INDArray baseline = baseline(image, settings.baseline());
    INDArray way = image.sub(baseline);
    Score.Slope end = score.slope(image, GradientRule.NATURAL);
    Score.Slope start = score.slope(baseline, GradientRule.NATURAL);
    double gain = end.value() - start.value();
    INDArray sum = end.gradient().addi(start.gradient()).muli(0.5);
    int steps = settings.steps();
    for (int i = 1; i < steps; i++) {
      sum.addi(at(score, baseline, way, i / (double) steps));
    }
    double found = Sums.dot(way, sum) / steps;
    for (int d = 0; d < SaliencySettings.DOUBLINGS && !complete(found, gain); d++) {
      for (int i = 0; i < steps; i++) {
        sum.addi(at(score, baseline, way, (i + 0.5) / steps));
      }
      steps *= 2;
      found = Sums.dot(way, sum) / steps;
    }
    String note =
        String.format(
            Locale.ROOT,
            "completeness: the sum is %.5g, the objective's gain from the baseline %.5g (gap %.2g %%, %d steps)%s",
            found,
            gain,
            gain == 0 ? 0 : 100 * Math.abs(found - gain) / Math.abs(gain),
            steps,
            complete(found, gain) ? "" : "; above 1 %: give more --steps");
    return Found.of(sum.divi(steps).muli(way), note);
  }

  private static INDArray at(Score score, INDArray baseline, INDArray way, double share) {
    return score.slope(way.mul(share).addi(baseline), GradientRule.NATURAL).gradient();
  }

  private static boolean complete(double found, double gain) {
    return Math.abs(found - gain) <= TOLERANCE * Math.abs(gain);
  }

  static INDArray baseline(INDArray image, SaliencySettings.Baseline kind) {
    return switch (kind) {
      case BLACK -> Nd4j.zeros(image.dataType(), image.shape());
      case GREY -> Nd4j.zeros(image.dataType(), image.shape()).addi(0.5);
      case BLURRED -> {
        INDArray blurred = image.dup('c');
        new GaussianBlur(BLUR_SHARE * Math.max(image.size(2), image.size(3))).apply(blurred);
        yield blurred;
      }
    };
  }
}
