package reverie.objective;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Activations seen as a matrix: a row of features for each position of each picture. */
final class FeatureRows {
  private FeatureRows() {}

  /** {@code [n, h, w, c]} as {@code [n * h * w, c]}: no copy. */
  static INDArray of(INDArray x) {
    long last = x.size(-1);
    return x.reshape('c', x.length() / last, last);
  }

  /** Zeros like {@code x}, in row-major order. */
  static INDArray zerosLike(INDArray x) {
    return Nd4j.create(x.dataType(), x.shape());
  }

  /** A number for each row, {@code [rows, 1]}, of the rows' type. */
  static INDArray column(double[] numbers, INDArray rows) {
    return Nd4j.createFromArray(numbers).castTo(rows.dataType()).reshape(-1, 1);
  }
}
