package reverie.objective;

import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;
import reverie.network.Activations;
import reverie.network.engine.MatrixProducts;

/**
 * Google's guided dream: each position of the picture takes after the position of the guide that it
 * resembles most. At each, the guide's feature with the largest dot product is the gradient; the
 * value is the mean of these dot products, divided by the number of channels, so that a layer
 * guided by its own picture measures about what {@link Layer} does. google/deepdream, 2015, which
 * leaves the gradient unscaled.
 *
 * @param layer the layer whose features are compared
 * @param features the guide's, {@code [positions, c]}
 */
record Guide(String layer, INDArray features) implements Piecewise {
  /** Dot products held at a time: 16 MB of float32, however large the pictures. */
  static final int BLOCK = 1 << 22;

  static final ObjectiveKind KIND =
      new ObjectiveKind(
          "guide",
          "guide:IMAGE:LAYER",
          "features of a layer take after those of a picture file",
          (arguments, context) -> {
            arguments.expect(2, Integer.MAX_VALUE);
            int last = arguments.size() - 1;
            String layer = arguments.layer(last, context);
            Path picture = arguments.path(last);
            return new Guide(layer, context.features(picture, layer));
          });

  /** Copies the features, {@code [..., c]}, of a guide or of several. */
  Guide {
    // Kept from step to step.
    features = FeatureRows.of(features).dup('c').detach();
  }

  @Override
  public Set<String> layers() {
    return Set.of(layer);
  }

  @Override
  public Direction direction() {
    return Direction.MAXIMISE;
  }

  @Override
  public Evaluation evaluate(Activations activations) {
    INDArray x = activations.of(layer);
    INDArray rows = FeatureRows.of(x);
    if (rows.columns() != features.columns()) {
      throw new IllegalArgumentException(
          "a guide of " + features.columns() + " channels, features of " + rows.columns());
    }
    INDArray guide = features.castTo(x.dataType());
    int[] best = new int[rows.rows()];
    double sum = 0;
    int most = Math.max(1, Math.min(rows.rows(), BLOCK / guide.rows()));
    INDArray block = Nd4j.createUninitialized(x.dataType(), most, guide.rows());
    for (int from = 0; from < best.length; from += most) {
      int size = Math.min(most, best.length - from);
      INDArray dots =
          MatrixProducts.multiply(
              rows.get(NDArrayIndex.interval(from, from + size), NDArrayIndex.all()),
              guide.transpose(),
              block.get(NDArrayIndex.interval(0, size), NDArrayIndex.all()));
      int[] nearest = dots.argMax(1).toIntVector();
      for (int i = 0; i < size; i++) {
        best[from + i] = nearest[i];
        sum += dots.getDouble(i, nearest[i]);
      }
    }
    INDArray gradient = Nd4j.pullRows(guide, 1, best).divi(x.length());
    return new Evaluation(sum / x.length(), Map.of(layer, gradient.reshape(x.shape())));
  }
}
