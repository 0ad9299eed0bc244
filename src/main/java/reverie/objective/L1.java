package reverie.objective;

import java.util.Map;
import java.util.Set;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.ops.transforms.Transforms;
import reverie.network.Activations;
import reverie.tensor.Sums;

/**
 * How far the picture is from mid-grey: the mean of {@code |x - 0.5|}. As a prior it leaves grey
 * what excites nothing.
 */
// lucid takes the sum; the mean keeps a weight's meaning at other picture sizes.
record L1() implements Objective {
  static final ObjectiveKind KIND =
      new ObjectiveKind(
          "l1",
          "l1",
          "mean distance of the picture from mid-grey",
          (arguments, context) -> {
            arguments.expect(0, 0);
            return new L1();
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
    INDArray difference = activations.of(IMAGE).sub(0.5);
    double count = difference.length();
    double value = Sums.ofAbsolutes(difference) / count;
    return new Evaluation(value, Map.of(IMAGE, Transforms.sign(difference, false).divi(count)));
  }
}
