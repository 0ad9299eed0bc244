package reverie.optimize;

/**
 * A kind of optimiser.
 *
 * @param name what a user calls it
 * @param summary what it is good for, in a few words
 * @param rate its usual rate for pixels in [0, 1]
 * @param arrays of the parameters' size that it holds or makes in a step
 * @param factory makes one of that rate
 */
public record OptimizerKind(String name, String summary, double rate, int arrays, Factory factory) {
  /** Makes an optimiser. */
  @FunctionalInterface
  public interface Factory {
    /** One that has taken no step. */
    Optimizer of(double rate);
  }

  /** One that has taken no step, with a step size or learning rate above 0. */
  public Optimizer of(double chosenRate) {
    return factory.of(chosenRate);
  }
}
