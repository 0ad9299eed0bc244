package reverie.optimize;

import org.nd4j.linalg.api.ndarray.INDArray;
import reverie.tensor.Sums;

/** What a gradient's size is. */
public enum GradientNorm {
  /** The standard deviation over all numbers. */
  STD {
    @Override
    double of(INDArray gradient) {
      double mean = Sums.sum(gradient) / gradient.length();
      return Math.sqrt(Math.max(0, Sums.ofSquares(gradient) / gradient.length() - mean * mean));
    }
  },
  /** The mean absolute value. */
  MEAN_ABS {
    @Override
    double of(INDArray gradient) {
      return Sums.ofAbsolutes(gradient) / gradient.length();
    }
  },
  /** The root of the mean square. */
  RMS {
    @Override
    double of(INDArray gradient) {
      return Math.sqrt(Sums.ofSquares(gradient) / gradient.length());
    }
  };

  /** The size, at least 0, in float64; not finite if any number is not. */
  abstract double of(INDArray gradient);
}
