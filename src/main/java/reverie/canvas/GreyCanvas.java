package reverie.canvas;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;
import reverie.tensor.Traced;

/**
 * Grey pictures, for networks that see no colours: the parameters are the brightness, {@code [n, 1,
 * h, w]}, of which all three colours are painted; a step is clamped to [0, 1].
 */
record GreyCanvas(int height, int width) implements Canvas {
  private static final int COLOURS = 3;

  /** ITU-R BT.601, as the preprocessing of grey networks has it. */
  private static final double[] LUMA = {0.299, 0.587, 0.114};

  GreyCanvas {
    Sizes.check(height, width);
  }

  /** The brightness of the image: a grey image's is itself. */
  @Override
  public INDArray parametersFor(INDArray image) {
    Sizes.checkImage(image, height, width);
    INDArray parameters = channel(image, 0).mul(LUMA[0]);
    for (int c = 1; c < COLOURS; c++) {
      parameters.addi(channel(image, c).mul(LUMA[c]));
    }
    constrain(parameters);
    return parameters;
  }

  @Override
  public INDArray noise(int n, long seed) {
    INDArray parameters = Noise.normal(seed, 0.5, PixelCanvas.NOISE, n, 1, height, width);
    constrain(parameters);
    return parameters;
  }

  @Override
  public Traced paint(INDArray parameters) {
    if (parameters.rank() != 4
        || parameters.size(1) != 1
        || parameters.size(2) != height
        || parameters.size(3) != width) {
      throw new IllegalArgumentException(
          "parameters [n, 1, "
              + height
              + ", "
              + width
              + "], got "
              + parameters.shapeInfoToString());
    }
    long[] shape = {parameters.size(0), COLOURS, height, width};
    INDArray image = Nd4j.createUninitialized(parameters.dataType(), shape, 'c');
    for (int c = 0; c < COLOURS; c++) {
      channel(image, c).assign(parameters);
    }
    return new Traced(image, this::sum);
  }

  private INDArray sum(INDArray gradient) {
    Sizes.checkImage(gradient, height, width);
    INDArray result = channel(gradient, 0).dup('c');
    for (int c = 1; c < COLOURS; c++) {
      result.addi(channel(gradient, c));
    }
    return result;
  }

  /** {@code [n, 1, h, w]}: a view. */
  private static INDArray channel(INDArray image, int c) {
    return image.get(
        NDArrayIndex.all(),
        NDArrayIndex.interval(c, c + 1),
        NDArrayIndex.all(),
        NDArrayIndex.all());
  }

  @Override
  public void constrain(INDArray parameters) {
    PixelCanvas.clamp(parameters);
  }

  @Override
  public Canvas resized(int newHeight, int newWidth) {
    return new GreyCanvas(newHeight, newWidth);
  }
}
