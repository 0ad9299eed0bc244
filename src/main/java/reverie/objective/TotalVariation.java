package reverie.objective;

import java.util.Map;
import java.util.Set;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;
import reverie.network.Activations;
import reverie.tensor.Sums;

/**
 * Total variation, the squared one: the mean squared difference of neighbours in a row plus that of
 * neighbours in a column. As a prior it smooths noise away. Mahendran and Vedaldi, 2015, with beta
 * = 2.
 */
// Others take absolute values, or sums of either: their weights mean something else.
record TotalVariation() implements Objective {
  static final ObjectiveKind KIND =
      new ObjectiveKind(
          "tv",
          "tv",
          "mean squared difference of neighbouring pixels of the picture",
          (arguments, context) -> {
            arguments.expect(0, 0);
            return new TotalVariation();
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
    INDArray image = activations.of(IMAGE);
    long height = image.size(2);
    long width = image.size(3);
    long planes = image.size(0) * image.size(1);
    INDArray flat = image.reshape(image.length());
    INDArray gradient = FeatureRows.zerosLike(flat);
    double value = 0;
    if (width > 1) {
      INDArray steps = differences(flat, 1);
      steps.reshape(planes * height, width).getColumn(width - 1).assign(0);
      value += squares(steps, 1, (double) planes * height * (width - 1), width, gradient);
    }
    if (height > 1) {
      INDArray steps = differences(flat, width);
      long last = (height - 1) * width;
      steps
          .reshape(planes, height * width)
          .get(NDArrayIndex.all(), NDArrayIndex.interval(last, last + width))
          .assign(0);
      value += squares(steps, width, (double) planes * last, width, gradient);
    }
    return new Evaluation(value, Map.of(IMAGE, gradient.reshape(image.shape())));
  }

  /**
   * {@code x[i + step] - x[i]} for all i, and zero where there is no such pixel; meaningless where
   * the step leaves the row or the plane. On flat vectors, as strided views of the image take ten
   * times as long.
   */
  private static INDArray differences(INDArray flat, long step) {
    long pairs = flat.length() - step;
    INDArray result = FeatureRows.zerosLike(flat);
    INDArray later = flat.get(NDArrayIndex.interval(step, flat.length()));
    INDArray earlier = flat.get(NDArrayIndex.interval(0, pairs));
    later.subi(earlier, result.get(NDArrayIndex.interval(0, pairs)));
    return result;
  }

  /**
   * The mean of squares of so many differences; its derivative is added to {@code gradient}, and
   * the differences are spent.
   */
  private static double squares(
      INDArray differences, long step, double pairs, long width, INDArray gradient) {
    long length = differences.length();
    double value = Sums.ofSquares(differences.reshape(length / width, width)) / pairs;
    differences.muli(2 / pairs);
    gradient.subi(differences);
    gradient
        .get(NDArrayIndex.interval(step, length))
        .addi(differences.get(NDArrayIndex.interval(0, length - step)));
    return value;
  }
}
