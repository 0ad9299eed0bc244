package reverie.optimize;

import java.util.function.DoublePredicate;

/**
 * Tells when a loss has stopped falling: when the mean of the last steps is less than so much below
 * that of as many before. Means, as a loss of random views goes up and down.
 */
public final class Plateau implements DoublePredicate {
  /** Steps in a mean. */
  public static final int WINDOW = 20;

  private final double leastImprovement;
  private final double[] losses = new double[2 * WINDOW];
  private int count;

  /**
   * A plateau.
   *
   * @param leastImprovement relative, such as 0.01; 0: never
   */
  public Plateau(double leastImprovement) {
    if (!(leastImprovement >= 0)) {
      throw new IllegalArgumentException("an improvement of at least 0, got " + leastImprovement);
    }
    this.leastImprovement = leastImprovement;
  }

  /** Adds the loss of a step; whether the plateau is reached. */
  @Override
  public boolean test(double loss) {
    losses[count++ % losses.length] = loss;
    if (leastImprovement == 0 || count < losses.length) {
      return false;
    }
    double before = 0;
    double last = 0;
    for (int i = 0; i < WINDOW; i++) {
      before += losses[(count + i) % losses.length];
      last += losses[(count + WINDOW + i) % losses.length];
    }
    return before - last < leastImprovement * Math.abs(before);
  }

  /** What {@link #restore} goes on from. */
  public double[] snapshot() {
    double[] result = new double[losses.length + 1];
    System.arraycopy(losses, 0, result, 0, losses.length);
    result[losses.length] = count;
    return result;
  }

  /** Goes on from a snapshot. */
  public void restore(double[] snapshot) {
    System.arraycopy(snapshot, 0, losses, 0, losses.length);
    count = (int) snapshot[losses.length];
  }
}
