package reverie.objective;

import java.util.Map;
import java.util.Set;
import org.nd4j.linalg.api.ndarray.INDArray;
import reverie.network.Activations;
import reverie.tensor.Sums;

/**
 * A whole layer, as Deep Dream excites it: the mean of squares, {@code sum(x^2) / (n h w c)}, which
 * lets whatever the layer already sees in the picture grow. Mordvintsev et al., "Inceptionism",
 * 2015.
 */
record Layer(String layer) implements Piecewise {
  static final ObjectiveKind KIND =
      new ObjectiveKind(
          "layer",
          "layer:NAME",
          "mean of squares of a layer; NAME alone is the same",
          (arguments, context) -> {
            arguments.expect(1, 1);
            return new Layer(arguments.layer(0, context));
          });

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
    return scaled(activations, 1);
  }

  @Override
  public Evaluation scaled(Activations activations, double factor) {
    INDArray x = activations.of(layer);
    double count = x.length();
    return new Evaluation(Sums.ofSquares(x) / count, Map.of(layer, x.mul(2 * factor / count)));
  }
}
