package reverie.tensor;

import org.nd4j.linalg.api.ndarray.INDArray;

/** A map of arrays that knows its way back. Immutable; randomness is fixed when it is made. */
@FunctionalInterface
public interface DifferentiableMap {
  /** The map's value at {@code input}, which is not changed, and the pullback there. */
  Traced trace(INDArray input);

  /** The map that changes nothing. */
  static DifferentiableMap identity() {
    return Traced::of;
  }
}
