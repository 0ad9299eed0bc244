package reverie.canvas;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.impl.scalar.ScalarMax;
import org.nd4j.linalg.api.ops.impl.scalar.ScalarMin;
import org.nd4j.linalg.factory.Nd4j;
import reverie.tensor.Traced;

/** The parameters are the image itself, {@code [n, 3, h, w]}; a step is clamped to [0, 1]. */
record PixelCanvas(int height, int width) implements Canvas {
  /** Deviation of the noise around mid grey: visible to a network, hardly to the eye. */
  static final double NOISE = 0.02;

  PixelCanvas {
    Sizes.check(height, width);
  }

  @Override
  public INDArray parametersFor(INDArray image) {
    Sizes.checkImage(image, height, width);
    INDArray parameters = image.dup('c');
    constrain(parameters);
    return parameters;
  }

  @Override
  public INDArray noise(int n, long seed) {
    INDArray parameters = Noise.normal(seed, 0.5, NOISE, n, 3, height, width);
    constrain(parameters);
    return parameters;
  }

  @Override
  public Traced paint(INDArray parameters) {
    Sizes.checkImage(parameters, height, width);
    return Traced.of(parameters);
  }

  @Override
  public void constrain(INDArray parameters) {
    clamp(parameters);
  }

  /** Brings numbers into [0, 1], in place. */
  static void clamp(INDArray parameters) {
    Nd4j.getExecutioner().exec(new ScalarMax(parameters, null, parameters, 0));
    Nd4j.getExecutioner().exec(new ScalarMin(parameters, null, parameters, 1));
  }

  @Override
  public Canvas resized(int newHeight, int newWidth) {
    return new PixelCanvas(newHeight, newWidth);
  }
}
