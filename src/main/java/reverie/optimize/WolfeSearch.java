package reverie.optimize;

/**
 * A line search for the strong Wolfe conditions (Nocedal and Wright, "Numerical Optimization",
 * algorithms 3.5 and 3.6): a point that is lower by enough, where the slope has flattened.
 */
final class WolfeSearch {
  /** Of the decrease that the first slope promises, this much is enough. */
  private static final double DECREASE = 1e-4;

  /** The slope flattened to this much of the first one is flat enough: quasi-Newton's choice. */
  private static final double CURVATURE = 0.9;

  private static final double GROWTH = 4;

  private final Line line;
  private final Point start;
  private int evaluations;

  private WolfeSearch(Line line, Point start, int evaluations) {
    this.line = line;
    this.start = start;
    this.evaluations = evaluations;
  }

  /**
   * A point on the line.
   *
   * @param t how far along
   * @param value of the function; infinite where it is not finite
   * @param slope of the function along the line
   */
  record Point(double t, double value, double slope) {}

  /** The function along the line. */
  @FunctionalInterface
  interface Line {
    Point at(double t);
  }

  /**
   * Searches from {@code start}, where the slope is negative.
   *
   * @param first how far to look first
   * @param evaluations how often it may look
   * @return the point found, perhaps not flat yet if it has looked so often; {@code start} itself
   *     if nothing lower was found
   */
  static Point search(Line line, Point start, double first, int evaluations) {
    return new WolfeSearch(line, start, evaluations).widen(first);
  }

  private Point widen(double first) {
    Point last = start;
    double t = first;
    while (evaluations-- > 0) {
      Point here = line.at(t);
      if (!isLower(here) || (last.t > 0 && here.value >= last.value)) {
        return narrow(last, here);
      }
      if (isFlat(here)) {
        return here;
      }
      if (here.slope >= 0) {
        return narrow(here, last);
      }
      last = here;
      t *= GROWTH;
    }
    return last;
  }

  /** Looks between the lowest point so far and one beyond which it need not look. */
  private Point narrow(Point lowest, Point other) {
    Point low = lowest;
    Point high = other;
    while (evaluations-- > 0) {
      Point here = line.at(between(low, high));
      if (!isLower(here) || here.value >= low.value) {
        high = here;
        continue;
      }
      if (isFlat(here)) {
        return here;
      }
      if (here.slope * (high.t - low.t) >= 0) {
        high = low;
      }
      low = here;
    }
    return low;
  }

  private boolean isLower(Point p) {
    return p.value <= start.value + DECREASE * p.t * start.slope;
  }

  private boolean isFlat(Point p) {
    return Math.abs(p.slope) <= -CURVATURE * start.slope;
  }

  /** The lowest point of the parabola through both, kept off the ends of the interval. */
  private static double between(Point low, Point high) {
    double width = high.t - low.t;
    double bend = high.value - low.value - low.slope * width;
    double share = -low.slope * width / (2 * bend);
    if (!(bend > 0) || !Double.isFinite(bend)) {
      share = 0.5;
    }
    return low.t + width * Math.min(0.9, Math.max(0.1, share));
  }
}
