package reverie.objective;

import java.util.Map;
import java.util.Set;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.nd4j.linalg.ops.transforms.Transforms;
import reverie.network.Activations;
import reverie.tensor.StepMemory;
import reverie.tensor.Sums;

/**
 * Total variation: the mean difference of neighbours in a row plus that of neighbours in a column.
 * As a prior it smooths noise away. Mahendran and Vedaldi, 2015, with beta = 2 (squares) or 1.
 *
 * @param absolute absolute differences, which leave edges sharp; else squared ones, which hardly
 *     touch what is small
 */
// Others take sums: their weights mean something else at each size.
public record TotalVariation(boolean absolute) implements Objective {
  /** Numbers of a picture above which it is measured in bands. */
  static final int LARGE = 1 << 24;

  /** How many arrays of the picture's size it makes, its gradient among them. */
  public static int arrays(long numbers) {
    return numbers > LARGE ? 1 : 3;
  }

  static final ObjectiveKind SQUARES =
      new ObjectiveKind(
          "tv",
          "tv",
          "mean squared difference of neighbouring pixels",
          (arguments, context) -> {
            arguments.expect(0, 0);
            return new TotalVariation(false);
          });

  static final ObjectiveKind ABSOLUTE =
      new ObjectiveKind(
          "tv-abs",
          "tv-abs",
          "mean absolute difference of neighbouring pixels",
          (arguments, context) -> {
            arguments.expect(0, 0);
            return new TotalVariation(true);
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
    if (image.length() > LARGE) {
      return inBands(image);
    }
    INDArray flat = image.reshape(image.length());
    INDArray gradient = FeatureRows.zerosLike(flat);
    double value = 0;
    if (width > 1) {
      INDArray steps = differences(flat, 1);
      steps.reshape(planes * height, width).getColumn(width - 1).assign(0);
      value += mean(steps, 1, (double) planes * height * (width - 1), width, gradient);
    }
    if (height > 1) {
      INDArray steps = differences(flat, width);
      long last = (height - 1) * width;
      steps
          .reshape(planes, height * width)
          .get(NDArrayIndex.all(), NDArrayIndex.interval(last, last + width))
          .assign(0);
      value += mean(steps, width, (double) planes * last, width, gradient);
    }
    return new Evaluation(value, Map.of(IMAGE, gradient.reshape(image.shape())));
  }

  /**
   * The same of a large picture, some rows at a time: beside the gradient, nothing of its size is
   * made.
   */
  private Evaluation inBands(INDArray image) {
    int height = (int) image.size(2);
    long width = image.size(3);
    int planes = (int) (image.size(0) * image.size(1));
    INDArray flat = image.reshape(image.length());
    INDArray gradient = FeatureRows.zerosLike(flat);
    double[] value = new double[1];
    int band = (int) Math.max(1, LARGE / 8 / width);
    for (int plane = 0; plane < planes; plane++) {
      for (int top = 0; top < height; top += band) {
        int rows = Math.min(band, height - top);
        // The row below belongs to the differences of the last one.
        int below = top + rows < height ? 1 : 0;
        long from = ((long) plane * height + top) * width;
        StepMemory.piece(
            () -> {
              INDArray own = part(flat, from, rows * width);
              if (width > 1) {
                INDArray steps = differences(own, 1);
                steps.reshape(rows, width).getColumn(width - 1).assign(0);
                double pairs = (double) planes * height * (width - 1);
                value[0] += mean(steps, 1, pairs, width, part(gradient, from, rows * width));
              }
              if (rows + below > 1) {
                INDArray all = part(flat, from, (rows + below) * width);
                INDArray steps = differences(all, width);
                double pairs = (double) planes * (height - 1) * width;
                value[0] +=
                    mean(steps, width, pairs, width, part(gradient, from, (rows + below) * width));
              }
            });
      }
    }
    return new Evaluation(value[0], Map.of(IMAGE, gradient.reshape(image.shape())));
  }

  private static INDArray part(INDArray flat, long from, long length) {
    return flat.get(NDArrayIndex.interval(from, from + length));
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
   * The mean of so many differences, absolute or squared; its derivative is added to {@code
   * gradient}, and the differences are spent.
   */
  private double mean(
      INDArray differences, long step, double pairs, long width, INDArray gradient) {
    long length = differences.length();
    INDArray rows = differences.reshape(length / width, width);
    double value = (absolute ? Sums.ofAbsolutes(rows) : Sums.ofSquares(rows)) / pairs;
    if (absolute) {
      Transforms.sign(differences, false).muli(1 / pairs);
    } else {
      differences.muli(2 / pairs);
    }
    gradient.subi(differences);
    gradient
        .get(NDArrayIndex.interval(step, length))
        .addi(differences.get(NDArrayIndex.interval(0, length - step)));
    return value;
  }
}
