package reverie.zoo;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;
import reverie.tensor.DifferentiableMap;
import reverie.tensor.Traced;

/**
 * How a grey network meets colours: {@code [n, 3, h, w] -> [n, 1, h, w]}, Y' = 0.299 R + 0.587 G +
 * 0.114 B (ITU-R BT.601), then a scaling. What has one channel already is only scaled.
 */
record Luma(ChannelScaling scaling) implements DifferentiableMap {
  private static final double[] WEIGHTS = {0.299, 0.587, 0.114};

  @Override
  public Traced trace(INDArray input) {
    if (input.rank() == 4 && input.size(1) == 1) {
      return scaling.trace(input);
    }
    if (input.rank() != 4 || input.size(1) != WEIGHTS.length) {
      throw new IllegalArgumentException(
          "[n, 3, h, w] or [n, 1, h, w], got " + java.util.Arrays.toString(input.shape()));
    }
    INDArray grey = channel(input, 0).mul(WEIGHTS[0]);
    for (int c = 1; c < WEIGHTS.length; c++) {
      grey.addi(channel(input, c).mul(WEIGHTS[c]));
    }
    Traced scaled = scaling.trace(grey);
    return new Traced(scaled.value(), g -> spread(scaled.pullback().apply(g), input.shape()));
  }

  /** {@code [n, 1, h, w]}: a view. */
  private static INDArray channel(INDArray x, int c) {
    return x.get(
        NDArrayIndex.all(),
        NDArrayIndex.interval(c, c + 1),
        NDArrayIndex.all(),
        NDArrayIndex.all());
  }

  private static INDArray spread(INDArray gradient, long[] shape) {
    INDArray result = Nd4j.createUninitialized(gradient.dataType(), shape, 'c');
    for (int c = 0; c < WEIGHTS.length; c++) {
      channel(result, c).assign(gradient.mul(WEIGHTS[c]));
    }
    return result;
  }
}
