package reverie.objective;

import org.nd4j.linalg.api.ndarray.INDArray;
import reverie.network.engine.MatrixProducts;

/**
 * How far the moments of a picture's features are from a style's. Immutable; works on float32 and
 * float64. Divided by the size of the style's own moments, so that a weight means the same for any
 * layer, network and picture size.
 */
public interface MomentDistance {
  /** Whether it reads the mean of the features. */
  boolean readsMean();

  /** Whether it reads all of the Gram matrix; else only its diagonal. */
  boolean readsProducts();

  /**
   * The distance and its slope. The arguments are not changed.
   *
   * @param mean {@code [1, c]}; null unless {@link #readsMean}
   * @param gram {@code [c, c]}, or its diagonal {@code [1, c]} unless {@link #readsProducts}
   */
  Slope from(INDArray mean, INDArray gram);

  /**
   * A distance and its derivatives.
   *
   * @param value at least 0; 0 for the style itself
   * @param mean d value / d mean, {@code [1, c]}; null unless the mean is read
   * @param gram d value / d gram divided by {@code factor}, symmetric, of the argument's shape
   * @param factor of the Gram matrix' derivative: what uses that can take it along without a pass
   *     of its own
   */
  record Slope(double value, INDArray mean, INDArray gram, double factor) {
    /**
     * Writes the derivative by the features over {@code gradient}, times a number.
     *
     * @param rows the features, {@code [positions, c]}
     * @param times divided by the number of positions, or the sum of their weights
     * @param gradient of the rows' shape
     */
    void toFeatures(INDArray rows, double times, INDArray gradient) {
      double ofGram = 2 * times * factor;
      if (gram.rows() == gram.columns()) {
        MatrixProducts.multiply(rows, gram, ofGram, gradient);
      } else {
        gradient.assign(rows).muliRowVector(gram.mul(ofGram));
      }
      if (mean != null) {
        gradient.addiRowVector(mean.mul(times));
      }
    }
  }
}
