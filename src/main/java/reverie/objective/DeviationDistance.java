package reverie.objective;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.ops.transforms.Transforms;
import reverie.tensor.Sums;

/**
 * The difference of each channel's mean m and deviation s, {@code (|m - mt|^2 + |s - st|^2) /
 * (|mt|^2 + |st|^2)}: the cheapest, without products of channels. The statistics of AdaIN (Huang
 * and Belongie 2017) as a loss (Li et al., "Demystifying Neural Style Transfer", 2017).
 */
record DeviationDistance(INDArray mean, INDArray deviation, double size, double least)
    implements MomentDistance {
  /** Added to each variance, relative to the style's mean square: a root is steep at 0. */
  private static final double LEAST = 1e-5;

  static DeviationDistance of(Moments style) {
    INDArray squares = Nd4j.diag(style.gram()).reshape(1, style.gram().rows());
    double total = Math.max(Sums.sum(squares), Double.MIN_NORMAL);
    double least = LEAST * total / squares.length();
    INDArray deviation = deviation(style.mean(), squares, least);
    return new DeviationDistance(style.mean(), deviation.detach(), total, least);
  }

  private static INDArray deviation(INDArray mean, INDArray squares, double least) {
    INDArray variance = squares.sub(mean.mul(mean));
    return Transforms.sqrt(Transforms.max(variance, 0, false).addi(least), false);
  }

  @Override
  public boolean readsMean() {
    return true;
  }

  @Override
  public boolean readsProducts() {
    return false;
  }

  @Override
  public Slope from(INDArray m, INDArray squares) {
    INDArray s = deviation(m, squares, least);
    INDArray meanOff = m.sub(mean.castTo(m.dataType()));
    INDArray deviationOff = s.sub(deviation.castTo(m.dataType()));
    double value = (Sums.ofSquares(meanOff) + Sums.ofSquares(deviationOff)) / size;
    // s = sqrt(q - m^2 + least): ds/dq = 1 / 2s, ds/dm = -m / s.
    INDArray ofSquares = deviationOff.div(s).muli(1 / size);
    INDArray ofMean = meanOff.muli(2 / size).subi(ofSquares.mul(m).muli(2));
    return new Slope(value, ofMean, ofSquares, 1);
  }
}
