package reverie.canvas;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.ops.transforms.Transforms;
import reverie.tensor.Dense;
import reverie.tensor.Traced;

/**
 * The image as Fourier coefficients of decorrelated colours (Olah, Mordvintsev and Schubert,
 * "Feature Visualization", Distill 2017; constants of its code, tensorflow/lucid). A step changes
 * all scales alike, where a step on pixels favours the finest: smooth pictures without high
 * frequency patterns.
 *
 * <p>{@code image = sigmoid(colours * irfft2(scale * parameters))}, {@code scale = sqrt(h * w) / (4
 * * max(f, 1 / max(w, h)))}, with f in cycles a pixel.
 *
 * <p>Parameters are {@code [n, 3, h, w / 2 + 1, 2]}: image, decorrelated colour, vertical frequency
 * in the FFT's order, horizontal frequency from 0 up, real and imaginary part.
 */
final class FourierCanvas implements Canvas {
  private static final double NOISE = 0.01;

  /** How far a colour stays from 0 and 1, where the sigmoid has no inverse: half an 8 bit level. */
  private static final double MARGIN = 0.5 / 255;

  private final int height;
  private final int width;
  private final Spectrum spectrum;

  FourierCanvas(int height, int width) {
    Sizes.check(height, width);
    this.height = height;
    this.width = width;
    this.spectrum = new Spectrum(height, width, scale(height, width));
  }

  /** A natural image's amplitudes fall with 1 / f: scaled so, parameters are all of one size. */
  private static double[] scale(int height, int width) {
    int columns = width / 2 + 1;
    double lowest = 1.0 / Math.max(width, height);
    double[] scale = new double[height * columns];
    for (int i = 0; i < height; i++) {
      double fy = (double) Math.min(i, height - i) / height;
      for (int j = 0; j < columns; j++) {
        double f = Math.hypot(fy, (double) j / width);
        scale[i * columns + j] = Math.sqrt((double) height * width) / (4 * Math.max(f, lowest));
      }
    }
    return scale;
  }

  @Override
  public int height() {
    return height;
  }

  @Override
  public int width() {
    return width;
  }

  /** As the interface says; what is darker or lighter than half an 8 bit level comes back so. */
  @Override
  public INDArray parametersFor(INDArray image) {
    Sizes.checkImage(image, height, width);
    INDArray inside = Transforms.min(Transforms.max(image, MARGIN, true), 1 - MARGIN, false);
    INDArray logits = Transforms.log(inside.div(inside.rsub(1)), false);
    INDArray parameters = emptyParameters(logits);
    spectrum.analyse(Dense.reading(Colours.decorrelate(logits)), Dense.writing(parameters));
    return parameters;
  }

  @Override
  public INDArray noise(int n, long seed) {
    return Noise.normal(seed, 0, NOISE, n, 3, height, width / 2 + 1, 2);
  }

  @Override
  public Traced paint(INDArray parameters) {
    checkParameters(parameters);
    INDArray planes =
        Nd4j.createUninitialized(
            parameters.dataType(), new long[] {parameters.size(0), 3, height, width}, 'c');
    spectrum.synthesise(Dense.reading(parameters), Dense.writing(planes));
    INDArray image = Transforms.sigmoid(Colours.correlate(planes), false);
    return new Traced(image, gradient -> pullBack(image, gradient));
  }

  private INDArray pullBack(INDArray image, INDArray gradient) {
    Sizes.checkImage(gradient, height, width);
    INDArray slope = image.rsub(1).muli(image).muli(gradient);
    INDArray result = emptyParameters(slope);
    spectrum.pullBack(Dense.reading(Colours.pullBack(slope)), Dense.writing(result));
    return result;
  }

  private INDArray emptyParameters(INDArray images) {
    return Nd4j.createUninitialized(
        images.dataType(), new long[] {images.size(0), 3, height, width / 2 + 1, 2}, 'c');
  }

  private void checkParameters(INDArray parameters) {
    boolean fits =
        parameters.rank() == 5
            && parameters.size(1) == 3
            && parameters.size(2) == height
            && parameters.size(3) == width / 2 + 1
            && parameters.size(4) == 2;
    if (!fits) {
      throw new IllegalArgumentException(
          "parameters [n, 3, "
              + height
              + ", "
              + (width / 2 + 1)
              + ", 2], got "
              + parameters.shapeInfoToString());
    }
  }

  /** Does nothing: every spectrum paints a picture. */
  @Override
  public void constrain(INDArray parameters) {}

  @Override
  public Canvas resized(int newHeight, int newWidth) {
    return new FourierCanvas(newHeight, newWidth);
  }
}
