package reverie.objective;

import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;
import reverie.network.Activations;
import reverie.network.engine.MatrixProducts;
import reverie.tensor.Sums;

/**
 * How much the textures of a layer differ from a style's: {@code mean((G - T)^2)} over the c x c
 * entries, the mean over the pictures, where {@code G = F^T F / (h w)} is the Gram matrix of the
 * features {@code F [h w, c]}. Gatys et al., "Image Style Transfer Using Convolutional Neural
 * Networks", 2016.
 *
 * @param layer the layer
 * @param target the style's Gram matrix T, {@code [c, c]}, symmetric, not to be changed
 */
// Gatys divides G by nothing and the loss by 4 (h w c)^2; here a weight means the same at any
// size.
public record GramLoss(String layer, INDArray target) implements Objective {
  /**
   * Copies the target.
   *
   * @throws IllegalArgumentException if it is not square
   */
  public GramLoss {
    if (target.rank() != 2 || target.rows() != target.columns()) {
      throw new IllegalArgumentException(
          "a Gram matrix [c, c], got " + Arrays.toString(target.shape()));
    }
    // Kept from step to step.
    target = target.dup('c').detach();
  }

  /**
   * The Gram matrix of features {@code [n, h, w, c]}, the mean over the pictures: {@code [c, c]},
   * the caller's own.
   */
  public static INDArray target(INDArray features) {
    INDArray rows = FeatureRows.of(features);
    return MatrixProducts.gram(rows).divi(rows.rows());
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
  public Evaluation evaluate(Activations activations) {
    INDArray x = activations.of(layer);
    INDArray wanted = target.castTo(x.dataType());
    int n = (int) x.size(0);
    int positions = (int) (x.size(1) * x.size(2));
    INDArray rows = FeatureRows.of(x);
    INDArray gradient = Nd4j.createUninitialized(x.dataType(), rows.shape());
    double sum = 0;
    for (int i = 0; i < n; i++) {
      var picture = NDArrayIndex.interval(i * positions, (i + 1) * positions);
      INDArray features = rows.get(picture, NDArrayIndex.all());
      INDArray difference = MatrixProducts.gram(features).divi(positions).subi(wanted);
      double count = difference.length();
      sum += Sums.ofSquares(difference) / count;
      MatrixProducts.multiply(
          features,
          difference.muli(4 / (count * positions * n)),
          gradient.get(picture, NDArrayIndex.all()));
    }
    return new Evaluation(sum / n, Map.of(layer, gradient.reshape(x.shape())));
  }
}
