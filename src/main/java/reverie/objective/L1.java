package reverie.objective;

import java.util.Map;
import java.util.Set;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.ops.transforms.Transforms;
import reverie.network.Activations;
import reverie.tensor.Sums;

/**
 * How far the picture is from a level: the mean of {@code |x - level|}. As a prior it leaves grey,
 * or black, what excites nothing.
 *
 * @param level in [0, 1]: 0.5 is mid-grey, 0 black
 */
// lucid takes the sum; the mean keeps a weight's meaning at other picture sizes.
record L1(double level) implements Objective {
  static final ObjectiveKind KIND =
      new ObjectiveKind(
          "l1",
          "l1[:LEVEL]",
          "mean distance from LEVEL (default 0.5)",
          (arguments, context) -> {
            arguments.expect(0, 1);
            return new L1(arguments.level(0));
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
    double value = Sums.ofAbsolutes(difference) / count;
    return new Evaluation(value, Map.of(IMAGE, Transforms.sign(difference, false).divi(count)));
  }
}
