package reverie.recipe;

import reverie.optimize.GradientFilter;
import reverie.optimize.GradientFilters;
import reverie.support.Ranges;
import reverie.support.UsageException;

/**
 * How a dream is dreamt; the defaults live here, once. {@code docs/dream.md} shows what each does.
 *
 * @param octaves sizes the picture is dreamt at, smallest first, 1 to 20; 0 = as many as lead down
 *     to a long side of about {@link #SMALLEST_OCTAVE} pixels; those too small for the network are
 *     left out
 * @param octaveScale from one size to the next, above 1 up to 4
 * @param steps gradient steps at each size, 1 or more
 * @param stepSize how far a step goes: in units of the picture's range [0, 1], times the gradient's
 *     deviation from 0
 * @param jitter random roll before each step, in pixels either way; 0 = none
 * @param smoothing how the gradient is smoothed
 * @param size long side of the result, in pixels; 0 = the photo's own, up to {@link
 *     #LARGEST_BY_ITSELF}
 * @param seed of the jitter: the same seed gives the same bytes
 * @param keepColours whether the result has the photo's colours
 * @param snapshotEvery steps between snapshots; 0 = none
 */
public record DreamSettings(
    int octaves,
    double octaveScale,
    int steps,
    double stepSize,
    int jitter,
    GradientFilter smoothing,
    int size,
    long seed,
    boolean keepColours,
    int snapshotEvery) {

  /**
   * Sizes the picture is dreamt at: as many as it takes, so that a dream looks alike at every size.
   */
  public static final int OCTAVES = 0;

  /** Long side of the first octave where their number is not given, in pixels. */
  public static final int SMALLEST_OCTAVE = 120;

  /** From one size to the next. */
  public static final double OCTAVE_SCALE = 1.4;

  /** Steps at each size. */
  public static final int STEPS = 15;

  /** How far a step goes. */
  public static final double STEP_SIZE = 0.01;

  /** Roll before each step, in pixels. */
  public static final int JITTER = 16;

  /** How the gradient is smoothed. */
  public static final String SMOOTHING = "gaussian";

  /** A photo with a longer side is dreamt at this size, unless a size is asked for: in pixels. */
  public static final int LARGEST_BY_ITSELF = 1600;

  /** The longest side that may be asked for, in pixels. */
  public static final int LARGEST = 16384;

  /** The defaults. */
  public static final DreamSettings DEFAULT =
      new DreamSettings(
          OCTAVES,
          OCTAVE_SCALE,
          STEPS,
          STEP_SIZE,
          JITTER,
          GradientFilters.ALL.get(SMOOTHING).filter(),
          0,
          0,
          false,
          0);

  /**
   * Checks each value.
   *
   * @throws UsageException if one is out of its range
   */
  public DreamSettings {
    Ranges.check("--octaves", octaves, 0, 20);
    Ranges.check("--octave-scale", octaveScale, 1.01, 4);
    Ranges.check("--steps", steps, 1, 1_000_000);
    Ranges.check("--step-size", stepSize, 1e-9, 1);
    Ranges.check("--jitter", jitter, 0, 4096);
    Ranges.check("--size", size, 0, LARGEST);
    Ranges.check("--save-every", snapshotEvery, 0, 1_000_000);
  }

  /** How many octaves a picture of that long side gets, in pixels. */
  public int octavesFor(int longSide) {
    if (octaves > 0) {
      return octaves;
    }
    double down = Math.log(longSide / (double) SMALLEST_OCTAVE) / Math.log(octaveScale);
    return Math.max(1, Math.min(20, 1 + (int) Math.round(down)));
  }

  /** These settings with another seed. */
  public DreamSettings withSeed(long other) {
    return new DreamSettings(
        octaves,
        octaveScale,
        steps,
        stepSize,
        jitter,
        smoothing,
        size,
        other,
        keepColours,
        snapshotEvery);
  }

  /** These settings with so many octaves and steps. */
  public DreamSettings withOctavesAndSteps(int otherOctaves, int otherSteps) {
    return new DreamSettings(
        otherOctaves,
        octaveScale,
        otherSteps,
        stepSize,
        jitter,
        smoothing,
        size,
        seed,
        keepColours,
        snapshotEvery);
  }
}
