package reverie.objective;

import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.ops.transforms.Transforms;
import reverie.network.engine.MatrixProducts;
import reverie.tensor.Sums;

/**
 * What a style is to all style losses: the mean of the features of a layer, and the mean of their
 * products, its Gram matrix. Both are linear in the pictures, so that styles are blended by
 * blending moments. Not to be changed.
 *
 * @param mean m, {@code [1, c]}
 * @param gram {@code F^T F / (h w)}, {@code [c, c]}, symmetric
 */
public record Moments(INDArray mean, INDArray gram) {
  /** Copies both: they are kept from step to step. */
  public Moments {
    mean = mean.dup('c').detach();
    gram = gram.dup('c').detach();
  }

  /** Of features {@code [n, h, w, c]}, over all positions of all pictures. */
  public static Moments of(INDArray features) {
    INDArray rows = FeatureRows.of(features);
    return of(rows, Nd4j.valueArrayOf(new long[] {rows.rows(), 1}, 1, rows.dataType()));
  }

  /**
   * Of features where each position weighs so much, divided by the sum of the weights.
   *
   * @param features {@code [.., c]}
   * @param weights at least 0, not all of them, {@code [positions, 1]}
   */
  public static Moments of(INDArray features, INDArray weights) {
    INDArray rows = FeatureRows.of(features);
    double sum = Sums.sum(weights);
    return new Moments(
        MatrixProducts.multiply(weights.reshape(1, weights.length()), rows).divi(sum),
        weighted(rows, weights, 1 / sum));
  }

  /** {@code factor * sum of w f f^T}: {@code [c, c]}. */
  static INDArray weighted(INDArray rows, INDArray weights, double factor) {
    // Symmetric to the last bit, and summed in an order that no number of threads changes.
    return MatrixProducts.gram(rows.mulColumnVector(Transforms.sqrt(weights)), factor);
  }

  /**
   * The moments of several styles as one.
   *
   * @param shares as many as there are styles, at least 0, not all of them; they need not sum to 1
   */
  public static Moments blend(List<Moments> styles, List<Double> shares) {
    double sum = shares.stream().mapToDouble(Double::doubleValue).sum();
    INDArray mean = styles.get(0).mean.mul(shares.get(0) / sum);
    INDArray gram = styles.get(0).gram.mul(shares.get(0) / sum);
    for (int i = 1; i < styles.size(); i++) {
      mean.addi(styles.get(i).mean.mul(shares.get(i) / sum));
      gram.addi(styles.get(i).gram.mul(shares.get(i) / sum));
    }
    return new Moments(mean, gram);
  }
}
