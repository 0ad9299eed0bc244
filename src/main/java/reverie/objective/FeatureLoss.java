package reverie.objective;

import java.util.Map;
import java.util.Set;
import org.nd4j.linalg.api.ndarray.INDArray;
import reverie.network.Activations;
import reverie.network.FeatureShape;
import reverie.tensor.Sums;

/**
 * How much a layer differs from what it made of another picture, position by position: {@code
 * mean((F - T)^2) / mean(T^2)}; the content loss of style transfer. Gatys et al., 2016, who take
 * half the sum: here a weight means the same for any layer, network and picture size.
 *
 * @param layer the layer
 * @param target the other picture's features T, {@code [1, h, w, c]} for all pictures of a batch,
 *     or {@code [n, h, w, c]}; not to be changed
 * @param meanSquare mean(T^2)
 */
public record FeatureLoss(String layer, INDArray target, double meanSquare) implements Piecewise {
  /** Copies the target: it is kept from step to step. */
  public FeatureLoss {
    target = target.dup('c').detach();
  }

  /** The loss to that target. */
  public FeatureLoss(String layer, INDArray target) {
    this(layer, target, Math.max(Sums.ofSquares(target) / target.length(), Double.MIN_NORMAL));
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
    return Sweeps.ofTarget(layer, target, part -> new FeatureLoss(layer, part, meanSquare), shapes);
  }

  @Override
  public Evaluation evaluate(Activations activations) {
    return scaled(activations, 1);
  }

  @Override
  public Evaluation scaled(Activations activations, double factor) {
    INDArray x = activations.of(layer);
    INDArray difference = x.sub(target.castTo(x.dataType()));
    double size = meanSquare * x.length();
    double value = Sums.ofSquares(difference) / size;
    return new Evaluation(value, Map.of(layer, difference.muli(2 * factor / size)));
  }
}
