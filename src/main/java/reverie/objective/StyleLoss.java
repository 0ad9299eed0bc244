package reverie.objective;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;
import reverie.network.Activations;
import reverie.network.FeatureShape;
import reverie.network.engine.MatrixProducts;
import reverie.tensor.Sums;

/**
 * How far the texture of a layer is from a style's: a distance of the moments of its features, the
 * mean over the pictures of a batch.
 *
 * @param layer the layer
 * @param distance from the style
 * @param weights how much each position counts, {@code [h * w, 1]}, at least 0 and not all of them;
 *     empty: all alike. Divided by their sum, so that a small region counts as a large one does.
 */
public record StyleLoss(String layer, MomentDistance distance, Optional<INDArray> weights)
    implements Piecewise {
  /** Copies the weights. */
  public StyleLoss {
    weights = weights.map(w -> w.dup('c').detach());
  }

  /** Of all positions alike. */
  public StyleLoss(String layer, MomentDistance distance) {
    this(layer, distance, Optional.empty());
  }

  @Override
  public Set<String> layers() {
    return Set.of(layer);
  }

  @Override
  public Direction direction() {
    return Direction.MINIMISE;
  }

  @Override
  public Sweeps sweeps(Map<String, FeatureShape> shapes) {
    return new StyleSweeps(this, shapes.get(layer));
  }

  @Override
  public Evaluation evaluate(Activations activations) {
    return scaled(activations, 1);
  }

  @Override
  public Evaluation scaled(Activations activations, double factor) {
    INDArray x = activations.of(layer);
    int n = (int) x.size(0);
    int positions = (int) (x.size(1) * x.size(2));
    INDArray rows = FeatureRows.of(x);
    INDArray gradient = Nd4j.createUninitialized(x.dataType(), rows.shape());
    double sum = 0;
    for (int i = 0; i < n; i++) {
      var picture = NDArrayIndex.interval(i * positions, (i + 1) * positions);
      sum +=
          picture(
              rows.get(picture, NDArrayIndex.all()),
              gradient.get(picture, NDArrayIndex.all()),
              factor / n);
    }
    return new Evaluation(sum / n, Map.of(layer, gradient.reshape(x.shape())));
  }

  /**
   * The distance of one picture; its gradient, times a factor, is written over {@code gradient}.
   */
  private double picture(INDArray rows, INDArray gradient, double factor) {
    Optional<INDArray> w = weights.map(all -> all.castTo(rows.dataType()));
    double total = w.map(Sums::sum).orElse((double) rows.rows());
    INDArray each = null;
    if (distance.readsMean() || !distance.readsProducts()) {
      each =
          w.orElseGet(() -> Nd4j.valueArrayOf(new long[] {rows.rows(), 1}, 1, rows.dataType()))
              .reshape(1, rows.rows());
    }
    INDArray mean = distance.readsMean() ? MatrixProducts.multiply(each, rows).divi(total) : null;
    INDArray gram;
    if (distance.readsProducts()) {
      gram =
          w.map(v -> Moments.weighted(rows, v, 1 / total))
              .orElseGet(() -> MatrixProducts.gram(rows, 1 / total));
    } else {
      gram = MatrixProducts.multiply(each, rows.mul(rows)).divi(total);
    }
    MomentDistance.Slope slope = distance.from(mean, gram);
    slope.toFeatures(rows, factor / total, gradient);
    w.ifPresent(gradient::muliColumnVector);
    return slope.value();
  }
}
