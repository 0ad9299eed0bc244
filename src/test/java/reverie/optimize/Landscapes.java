package reverie.optimize;

import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import reverie.tensor.Differences;

/** Losses with known minima. */
final class Landscapes {
  private Landscapes() {}

  /** A bowl about 1 in every axis, up to 30 times as steep in some as in others. */
  static LossFunction bowl() {
    return parameters -> {
      INDArray steepness =
          Nd4j.linspace(DataType.DOUBLE, 1, 29.0 / parameters.length(), parameters.length())
              .reshape(parameters.shape())
              .castTo(parameters.dataType());
      INDArray off = parameters.sub(1);
      double value = off.mul(off).muli(steepness).sumNumber().doubleValue() / 2;
      return Loss.of(value, off.mul(steepness));
    };
  }

  /** Rosenbrock's valley in two axes, minimum 0 at (1, 1). */
  static LossFunction rosenbrock() {
    return parameters -> {
      double x = parameters.getDouble(0);
      double y = parameters.getDouble(1);
      double value = (1 - x) * (1 - x) + 100 * (y - x * x) * (y - x * x);
      double[] gradient = {-2 * (1 - x) - 400 * x * (y - x * x), 200 * (y - x * x)};
      return Loss.of(value, Nd4j.createFromArray(gradient));
    };
  }

  static INDArray start() {
    return Differences.random(3, 2, 3, 5, 7).castTo(DataType.FLOAT);
  }
}
