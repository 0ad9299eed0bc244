package reverie.weights;

/**
 * A network that DeepLearning4J wrote: its description, and all its numbers in one row, as they
 * stand in the file. {@code zoo} knows which of them are whose.
 *
 * @param weights one array, {@link #COEFFICIENTS}, {@code [n]}
 * @param configuration JSON, as DeepLearning4J writes it; nothing in it has been checked
 */
public record Dl4jModel(Weights weights, String configuration) implements Checkpoint {
  /** The name of the array. */
  public static final String COEFFICIENTS = "coefficients";

  /** The numbers. */
  public float[] coefficients() {
    return weights.named(COEFFICIENTS).values();
  }
}
