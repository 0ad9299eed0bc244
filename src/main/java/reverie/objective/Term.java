package reverie.objective;

import java.util.Objects;

/**
 * A term of a goal.
 *
 * @param text what it is called in reports, such as "channel:mixed4:42"
 * @param weight how much of it is wanted, in the objective's own direction; finite
 * @param objective what is measured
 */
public record Term(String text, double weight, Objective objective) {
  /** Checks the weight. */
  public Term {
    Objects.requireNonNull(text);
    Objects.requireNonNull(objective);
    if (!Double.isFinite(weight)) {
      throw new IllegalArgumentException("a finite weight of '" + text + "', got " + weight);
    }
  }

  /** What its value and gradient are multiplied by in the loss, which is made smaller. */
  double factorInLoss() {
    return objective.direction() == Direction.MAXIMISE ? -weight : weight;
  }
}
