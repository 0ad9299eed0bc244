package reverie.objective;

import java.util.Map;
import java.util.Set;
import org.nd4j.linalg.api.ndarray.INDArray;
import reverie.network.Activations;
import reverie.tensor.Sums;

/**
 * What {@link FeatureLoss} measures, with a target that is not held: whoever measures has what the
 * layer makes of the other picture among the activations, as {@link Objective#REFERENCE} and the
 * layer's name. Where a layer is larger than memory it is made anew, a piece at a time.
 *
 * @param layer the layer
 * @param meanSquare mean(T^2) over the whole of the other picture, above 0
 */
public record ReferenceLoss(String layer, double meanSquare) implements Piecewise {
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
    INDArray difference = x.sub(activations.of(REFERENCE + layer));
    double size = meanSquare * x.length();
    double value = Sums.ofSquares(difference) / size;
    return new Evaluation(value, Map.of(layer, difference.muli(2 / size)));
  }
}
