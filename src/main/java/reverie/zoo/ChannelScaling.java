package reverie.zoo;

import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import reverie.tensor.DifferentiableMap;
import reverie.tensor.Traced;

/**
 * {@link Preprocessing} as a map. It is a class of its own so that a model can be loaded and listed
 * without ND4J, which takes seconds to start.
 */
record ChannelScaling(float[] scale, float[] shift) implements DifferentiableMap {
  @Override
  public Traced trace(INDArray input) {
    if (input.rank() != 4 || input.size(1) != scale.length) {
      throw new IllegalArgumentException(
          "[n, " + scale.length + ", h, w], got " + java.util.Arrays.toString(input.shape()));
    }
    INDArray scaled = scaled(input);
    if (uniform(shift)) {
      if (shift[0] != 0) {
        scaled.addi(shift[0]);
      }
      return new Traced(scaled, this::scaled);
    }
    long n = input.size(0);
    rows(scaled).addiColumnVector(column(shift, n, input.dataType()));
    return new Traced(scaled, this::scaled);
  }

  /** A new array, in order 'c'. */
  private INDArray scaled(INDArray x) {
    if (uniform(scale)) {
      return x.mul(scale[0]);
    }
    INDArray scaled = x.dup('c');
    rows(scaled).muliColumnVector(column(scale, x.size(0), x.dataType()));
    return scaled;
  }

  /** {@code [n * c, h * w]}: a view. */
  private static INDArray rows(INDArray x) {
    return x.reshape('c', x.size(0) * x.size(1), x.size(2) * x.size(3));
  }

  /** The channels' values once a picture, {@code [n * c, 1]}. */
  private static INDArray column(float[] values, long pictures, DataType type) {
    float[] repeated = new float[Math.toIntExact(pictures * values.length)];
    for (int i = 0; i < repeated.length; i++) {
      repeated[i] = values[i % values.length];
    }
    return Nd4j.createFromArray(repeated).castTo(type).reshape(repeated.length, 1);
  }

  private static boolean uniform(float[] values) {
    for (float v : values) {
      if (v != values[0]) {
        return false;
      }
    }
    return true;
  }
}
