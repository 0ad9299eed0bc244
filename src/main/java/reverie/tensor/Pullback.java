package reverie.tensor;

import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The way back through a map: from d loss / d value to d loss / d input, both in the map's own
 * shapes.
 */
@FunctionalInterface
public interface Pullback {
  /**
   * d loss / d input, of the input's shape; the caller owns it. Does not change {@code gradient}.
   */
  INDArray apply(INDArray gradient);
}
