package reverie.optimize;

import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;
import reverie.tensor.Sums;

/**
 * A loss and its gradient at some parameters.
 *
 * @param value the loss, to be made smaller
 * @param terms each term's own value, un-flipped and unweighted, by its text, in the order of the
 *     goal
 * @param gradient d loss / d parameters, of their shape; the receiver may change it
 */
public record Loss(double value, Map<String, Double> terms, INDArray gradient) {
  /** A loss without named terms. */
  public static Loss of(double value, INDArray gradient) {
    return new Loss(value, Map.of(), gradient);
  }

  /** Whether the value, the terms and every number of the gradient are finite. */
  boolean isFinite() {
    return Double.isFinite(value)
        && terms.values().stream().allMatch(Double::isFinite)
        && Double.isFinite(Sums.sum(gradient));
  }

  /**
   * Refuses what no step can be taken from.
   *
   * @throws NonFiniteException if anything is NaN or infinite, naming the first such thing
   */
  Loss orFail() {
    numbersOrFail();
    if (!Double.isFinite(Sums.sum(gradient))) {
      throw new NonFiniteException("the loss is " + value + " but its gradient is not finite");
    }
    return this;
  }

  /** As {@link #orFail}, but for the gradient. */
  void numbersOrFail() {
    terms.forEach(
        (term, its) -> {
          if (!Double.isFinite(its)) {
            throw new NonFiniteException("the term '" + term + "' is " + its);
          }
        });
    if (!Double.isFinite(value)) {
      throw new NonFiniteException("the loss is " + value);
    }
  }
}
