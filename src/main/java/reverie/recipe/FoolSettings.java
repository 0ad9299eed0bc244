package reverie.recipe;

import java.util.List;
import reverie.support.Ranges;

/**
 * How a network is fooled; the defaults live here and in {@link FoolMethods}, once.
 *
 * @param confidence where to stop, 0.01 to 0.9999999
 * @param steps at most so many, 1 or more: of ascent, or generations
 * @param stepSize of ascent: in units of a colour's range [0, 1], the root of the mean square
 * @param norm how changes of a photo are measured
 * @param epsilon how far a photo may be changed, in 1/255, by that norm
 * @param population pictures a generation, 2 to 10000
 * @param regularisation what makes pictures plainer
 * @param size side of the picture in pixels
 * @param seed of everything random: the same seed gives the same bytes
 */
public record FoolSettings(
    double confidence,
    int steps,
    double stepSize,
    Norm norm,
    double epsilon,
    int population,
    Regularisation regularisation,
    int size,
    long seed) {

  /** How sure the network is to be. */
  public static final double CONFIDENCE = 0.999;

  /** Root of the mean square of a step of ascent. */
  public static final double STEP_SIZE = 0.02;

  /** Pictures a generation. */
  public static final int POPULATION = 200;

  /** Steps of a picture that is to be plain. */
  public static final int REGULARISED_STEPS = 400;

  /** The confidences that snapshots are kept of. */
  public static final List<Double> SNAPSHOTS = List.of(0.99, 0.999, 0.9999);

  /** How the size of a change is measured. */
  public enum Norm {
    /** The largest change of a colour. */
    LINF,
    /** The root of the sum of the squares of all changes. */
    L2
  }

  /**
   * Checks each value.
   *
   * @throws reverie.support.UsageException if one is out of its range
   */
  public FoolSettings {
    Ranges.check("--confidence", confidence, 0.01, 0.9999999);
    Ranges.check("--steps", steps, 1, 10_000_000);
    Ranges.check("--step-size", stepSize, 1e-6, 1);
    Ranges.check("--epsilon", epsilon, 1, 1_000_000);
    Ranges.check("--population", population, 2, 10_000);
    Ranges.check("--size", size, 8, 2048);
  }

  /** These with another bound. */
  FoolSettings withEpsilon(double other) {
    return new FoolSettings(
        confidence, steps, stepSize, norm, other, population, regularisation, size, seed);
  }
}
