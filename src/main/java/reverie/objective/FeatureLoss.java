package reverie.objective;

import java.util.Map;
import java.util.Set;
import org.nd4j.linalg.api.ndarray.INDArray;
import reverie.network.Activations;
import reverie.tensor.Sums;

/**
 * How much a layer differs from what it made of another picture, position by position: {@code
 * mean((F - T)^2)}; the content loss of style transfer. Gatys et al., 2016, who take half the sum.
 *
 * @param layer the layer
 * @param target the other picture's features T, {@code [1, h, w, c]} for all pictures of a batch,
 *     or {@code [n, h, w, c]}; not to be changed
 */
public record FeatureLoss(String layer, INDArray target) implements Objective {
  /** Copies the target. */
  public FeatureLoss {
    // Kept from step to step.
    target = target.dup('c').detach();
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
    INDArray difference =
        activations.of(layer).sub(target.castTo(activations.of(layer).dataType()));
    double count = difference.length();
    double value = Sums.ofSquares(difference) / count;
    return new Evaluation(value, Map.of(layer, difference.muli(2 / count)));
  }
}
