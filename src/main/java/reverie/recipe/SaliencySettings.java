package reverie.recipe;

import java.util.Optional;
import reverie.support.Ranges;

/**
 * How the pixels that matter are found; the defaults live here, once.
 *
 * @param size the photo's long side at most, in pixels
 * @param samples of smoothgrad
 * @param noise of smoothgrad: deviation, as a share of the picture's range of colours
 * @param steps of integrated at first; doubled until the gap is below 1 %, at most {@value
 *     #DOUBLINGS} times
 * @param baseline where integrated begins
 * @param layer of gradcam; empty: the last with more than one position that all goes through
 * @param square of occlusion: its side in pixels; empty: an eighth of the long side
 * @param seed of smoothgrad's noise
 */
public record SaliencySettings(
    int size,
    int samples,
    double noise,
    int steps,
    Baseline baseline,
    Optional<String> layer,
    Optional<Integer> square,
    long seed) {
  /** The photo's long side at most. */
  public static final int SIZE = 512;

  /** Noisy copies. */
  public static final int SAMPLES = 25;

  /** Smilkov et al.: 10 to 20 % look best. */
  public static final double NOISE = 0.15;

  /** Parts of the way from the baseline. */
  public static final int STEPS = 64;

  /** How often the parts are halved. */
  public static final int DOUBLINGS = 4;

  /** Where integrated gradients begin: a picture that says nothing. */
  public enum Baseline {
    /** All 0. */
    BLACK,
    /** All 0.5. */
    GREY,
    /** The photo, blurred until only its colours are left: a deviation of a tenth of its side. */
    BLURRED
  }

  /** The defaults. */
  public static final SaliencySettings DEFAULT =
      new SaliencySettings(
          SIZE, SAMPLES, NOISE, STEPS, Baseline.BLACK, Optional.empty(), Optional.empty(), 0);

  /**
   * Checks each value.
   *
   * @throws reverie.support.UsageException if one is out of its range
   */
  public SaliencySettings {
    Ranges.check("--size", size, 8, 8192);
    Ranges.check("--samples", samples, 1, 10_000);
    Ranges.check("--noise", noise, 0.001, 1);
    Ranges.check("--steps", steps, 1, 10_000);
    square.ifPresent(side -> Ranges.check("--square", side, 1, 4096));
  }
}
