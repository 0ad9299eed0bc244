package reverie.tensor;

import java.util.SplittableRandom;

/**
 * Randomness that is a function of (seed, step, salt): nothing has to be remembered to go on from
 * step 100, and a step drawn twice is the same step.
 *
 * <p>Only {@link SplittableRandom#nextLong} is used, and {@link StrictMath}: the numbers do not
 * depend on the Java version.
 */
public final class RandomAt {
  private static final double TWO_TO_MINUS_53 = 0x1p-53;

  private final SplittableRandom random;
  private double spare = Double.NaN;

  private RandomAt(long state) {
    random = new SplittableRandom(state);
  }

  /**
   * The numbers of one step.
   *
   * @param seed the run's
   * @param step the step's, from 0
   * @param salt tells apart what is drawn in one step for different purposes
   */
  public static RandomAt of(long seed, long step, long salt) {
    return new RandomAt(mix(mix(mix(seed) + step) + salt));
  }

  /** One round of SplitMix64 (Steele, Lea and Flood 2014). */
  private static long mix(long state) {
    long z = state + 0x9E3779B97F4A7C15L;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }

  /** The next number, uniform in [low, high). */
  public double uniform(double low, double high) {
    return low + (high - low) * ((random.nextLong() >>> 11) * TWO_TO_MINUS_53);
  }

  /** The next whole number, uniform in [low, high], both included. */
  public int whole(int low, int high) {
    return (int) Math.floor(uniform(low, high + 1.0));
  }

  /** The next number of the standard normal distribution, by the polar method. */
  public double normal() {
    if (!Double.isNaN(spare)) {
      double result = spare;
      spare = Double.NaN;
      return result;
    }
    double x;
    double y;
    double square;
    do {
      x = uniform(-1, 1);
      y = uniform(-1, 1);
      square = x * x + y * y;
    } while (square >= 1 || square == 0);
    double factor = StrictMath.sqrt(-2 * StrictMath.log(square) / square);
    spare = y * factor;
    return x * factor;
  }
}
