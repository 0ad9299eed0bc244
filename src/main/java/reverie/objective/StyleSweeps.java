package reverie.objective;

import java.util.Map;
import java.util.Optional;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import reverie.network.FeatureShape;
import reverie.network.Part;
import reverie.tensor.StepMemory;

/** A style loss in two sweeps: moments over all pieces, then their slope at each. */
final class StyleSweeps implements Sweeps {
  private final StyleLoss loss;
  private final FeatureShape whole;
  private final Optional<INDArray> weights;
  private final MomentSums sums;
  private MomentDistance.Slope slope;

  StyleSweeps(StyleLoss loss, FeatureShape whole) {
    this.loss = loss;
    this.whole = whole;
    this.weights = loss.weights().map(w -> w.reshape(1, whole.height(), whole.width(), 1));
    this.sums = new MomentSums(loss.distance().readsProducts());
  }

  @Override
  public boolean surveys() {
    return true;
  }

  @Override
  public void survey(Piece piece) {
    INDArray x = piece.activations().of(loss.layer());
    sums.add(x, weights(piece.parts().get(loss.layer()), x));
  }

  /** Those of a part, {@code [h * w, 1]}. */
  private Optional<INDArray> weights(Part part, INDArray x) {
    return weights.map(w -> part.of(w).castTo(x.dataType()).reshape(part.positions(), 1));
  }

  @Override
  public Evaluation measure(Piece piece) {
    MomentDistance distance = loss.distance();
    if (slope == null) {
      slope =
          StepMemory.keep(
              () -> distance.from(distance.readsMean() ? sums.mean() : null, sums.gram()));
    }
    INDArray x = piece.activations().of(loss.layer());
    INDArray rows = FeatureRows.of(x);
    INDArray gradient = Nd4j.createUninitialized(x.dataType(), rows.shape());
    slope.toFeatures(rows, 1 / sums.total(), gradient);
    Part part = piece.parts().get(loss.layer());
    weights(part, x).ifPresent(gradient::muliColumnVector);
    double share = part.positions() / ((double) whole.height() * whole.width());
    return new Evaluation(slope.value() * share, Map.of(loss.layer(), gradient.reshape(x.shape())));
  }
}
