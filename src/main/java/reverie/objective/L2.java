package reverie.objective;

import java.util.Map;
import java.util.Set;
import org.nd4j.linalg.api.ndarray.INDArray;
import reverie.network.Activations;
import reverie.tensor.Sums;

/**
 * The picture's contrast: the mean of {@code (x - level)^2}. As a prior it keeps colours from the
 * extremes.
 *
 * @param level in [0, 1]: 0.5 is mid-grey, 0 black
 */
// lucid takes the root of the sum; the mean keeps a weight's meaning at other picture sizes.
record L2(double level) implements Objective {
  static final ObjectiveKind KIND =
      new ObjectiveKind(
          "l2",
          "l2[:LEVEL]",
          "mean squared distance from LEVEL (default 0.5)",
          (arguments, context) -> {
            arguments.expect(0, 1);
            return new L2(arguments.level(0));
          });

  @Override
  public Set<String> layers() {
    return Set.of(IMAGE);
  }

  @Override
  public Direction direction() {
    return Direction.MINIMISE;
  }

  @Override
  public Evaluation evaluate(Activations activations) {
    INDArray difference = activations.of(IMAGE).sub(level);
    double count = difference.length();
    double value = Sums.ofSquares(difference) / count;
    return new Evaluation(value, Map.of(IMAGE, difference.muli(2 / count)));
  }
}
