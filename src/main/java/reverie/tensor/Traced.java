package reverie.tensor;

import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A value and the way back from it: one idea carries every gradient of the toolkit.
 *
 * @param value what a map made
 * @param pullback from d loss / d value to d loss / d input
 */
public record Traced(INDArray value, Pullback pullback) {
  /** A value that is its own input. */
  public static Traced of(INDArray value) {
    return new Traced(value, gradient -> gradient);
  }

  /** The next map applied to the value; the way back goes through both. */
  public Traced then(DifferentiableMap next) {
    Traced further = next.trace(value);
    return new Traced(further.value(), g -> pullback.apply(further.pullback().apply(g)));
  }
}
