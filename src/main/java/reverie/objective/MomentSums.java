package reverie.objective;

import java.util.Optional;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import reverie.network.engine.MatrixProducts;
import reverie.tensor.StepMemory;
import reverie.tensor.Sums;

/** Moments of a layer that comes in pieces; summed in float64. */
public final class MomentSums {
  private final boolean products;
  private INDArray mean;
  private INDArray gram;
  private double total;

  /** Sums of all moments, nothing added yet. */
  public MomentSums() {
    this(true);
  }

  /** With all products of channels, or with each channel's square alone. */
  MomentSums(boolean products) {
    this.products = products;
  }

  /** Adds features {@code [1, h, w, c]}, each position of the same weight. */
  public void add(INDArray features) {
    add(features, Optional.empty());
  }

  /** Adds features, each position by its weight, {@code [h * w, 1]} of the features' type. */
  void add(INDArray features, Optional<INDArray> weights) {
    INDArray rows = FeatureRows.of(features);
    INDArray each =
        weights
            .orElseGet(() -> Nd4j.valueArrayOf(new long[] {rows.rows(), 1}, 1, rows.dataType()))
            .reshape(1, rows.rows());
    INDArray squares;
    if (products) {
      squares =
          weights
              .map(w -> Moments.weighted(rows, w, 1))
              .orElseGet(() -> MatrixProducts.gram(rows, 1));
    } else {
      squares = MatrixProducts.multiply(each, rows.mul(rows));
    }
    mean = sum(mean, MatrixProducts.multiply(each, rows));
    gram = sum(gram, squares);
    total += weights.map(Sums::sum).orElse((double) rows.rows());
  }

  private static INDArray sum(INDArray sum, INDArray more) {
    if (sum == null) {
      return StepMemory.keep(() -> more.castTo(DataType.DOUBLE).dup('c'));
    }
    return sum.addi(more.castTo(DataType.DOUBLE));
  }

  /** The mean, {@code [1, c]}, float32. */
  INDArray mean() {
    return mean.div(total).castTo(DataType.FLOAT);
  }

  /** The mean of products, or of squares, float32. */
  INDArray gram() {
    return gram.div(total).castTo(DataType.FLOAT);
  }

  /** The sum of the weights. */
  double total() {
    return total;
  }

  /** The moments of all that was added. */
  public Moments moments() {
    return new Moments(mean(), gram());
  }
}
