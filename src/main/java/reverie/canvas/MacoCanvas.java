package reverie.canvas;

import java.util.Arrays;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.ops.transforms.Transforms;
import reverie.tensor.Dense;
import reverie.tensor.RandomAt;
import reverie.tensor.Traced;

/**
 * The image as the phases of its frequencies, whose magnitudes are fixed to those of natural images
 * (Fel et al., "Unlocking Feature Visualization for Deeper Networks with MAgnitude Constrained
 * Optimization", NeurIPS 2023): what can be drawn is as smooth and as rough as a photograph.
 *
 * <p>{@code image = sigmoid(colours * irfft2(magnitude * e^(i phase)))}. Parameters are {@code [n,
 * 3, h, w / 2 + 1]}: image, decorrelated colour, vertical frequency in the FFT's order, horizontal
 * frequency from 0 up; radians. A frequency that stands for its mirror image too (columns 0 and w /
 * 2) takes the phase of the upper half, so that a real plane has exactly the magnitudes given;
 * those that are their own mirror image have none to choose.
 *
 * <p>The paper takes magnitudes averaged over ImageNet. Here they fall with 1 / f, as those of
 * natural images do on average (Field 1987), in colours that are decorrelated and of equal spread;
 * nothing has to be downloaded. As there, the mean is left out and the spread of the logits is 1.
 */
final class MacoCanvas implements Canvas {
  private static final long SALT = 0x6D61636FL; // "maco"

  private final int height;
  private final int width;
  private final int columns;
  private final Spectrum spectrum;
  private final Spectrum plain;

  MacoCanvas(int height, int width) {
    Sizes.check(height, width);
    this.height = height;
    this.width = width;
    this.columns = width / 2 + 1;
    this.spectrum = new Spectrum(height, width, magnitudes(height, width));
    double[] ones = new double[height * columns];
    Arrays.fill(ones, 1);
    this.plain = new Spectrum(height, width, ones);
  }

  /** Of one plane: 1 / f, nothing at 0, such that a plane's values spread by 1. */
  static double[] magnitudes(int height, int width) {
    int columns = width / 2 + 1;
    double[] magnitudes = new double[height * columns];
    double power = 0;
    for (int i = 0; i < height; i++) {
      double fy = (double) Math.min(i, height - i) / height;
      for (int j = i == 0 ? 1 : 0; j < columns; j++) {
        double magnitude = 1 / Math.hypot(fy, (double) j / width);
        magnitudes[i * columns + j] = magnitude;
        boolean alone = j == 0 || (width % 2 == 0 && j == columns - 1);
        power += (alone ? 1 : 2) * magnitude * magnitude;
      }
    }
    // Parseval: the mean of squares is the power divided by the squared number of pixels.
    double factor = power == 0 ? 0 : (double) height * width / Math.sqrt(power);
    for (int i = 0; i < magnitudes.length; i++) {
      magnitudes[i] *= factor;
    }
    return magnitudes;
  }

  @Override
  public int height() {
    return height;
  }

  @Override
  public int width() {
    return width;
  }

  /** The phases of this image; what is painted has them, and a natural image's magnitudes. */
  @Override
  public INDArray parametersFor(INDArray image) {
    Sizes.checkImage(image, height, width);
    INDArray inside = Transforms.min(Transforms.max(image, 1e-3, true), 1 - 1e-3, false);
    INDArray logits = Transforms.log(inside.div(inside.rsub(1)), false);
    long[] pairs = {image.size(0), 3, height, columns, 2};
    INDArray spectra = Nd4j.createUninitialized(logits.dataType(), pairs, 'c');
    plain.analyse(Dense.reading(Colours.decorrelate(logits)), Dense.writing(spectra));
    INDArray phases = empty(logits, image.size(0));
    double[] numbers = numbers(spectra);
    double[] angles = new double[(int) phases.length()];
    for (int i = 0; i < angles.length; i++) {
      angles[i] = StrictMath.atan2(numbers[2 * i + 1], numbers[2 * i]);
    }
    Dense.writing(phases).write(0, angles, 0, angles.length);
    return phases;
  }

  @Override
  public INDArray noise(int n, long seed) {
    RandomAt random = RandomAt.of(seed, 0, SALT);
    float[] phases = new float[Math.toIntExact(3L * n * height * columns)];
    for (int i = 0; i < phases.length; i++) {
      phases[i] = (float) random.uniform(-Math.PI, Math.PI);
    }
    return Nd4j.createFromArray(phases).reshape('c', n, 3, height, columns);
  }

  // A sine and a cosine for each frequency, in a Java loop: 4 ms of [1, 3, 224, 113].
  @Override
  public Traced paint(INDArray parameters) {
    checkParameters(parameters);
    long n = parameters.size(0);
    double[] phases = numbers(parameters);
    double[] waves = new double[2 * phases.length];
    for (int i = 0; i < phases.length; i++) {
      int source = source(i);
      double phase = source == i || source < 0 ? phases[i] : -phases[source];
      waves[2 * i] = source < 0 ? 1 : Math.cos(phase);
      waves[2 * i + 1] = source < 0 ? 0 : Math.sin(phase);
    }
    long[] pairs = {n, 3, height, columns, 2};
    INDArray spectra = Nd4j.createUninitialized(parameters.dataType(), pairs, 'c');
    Dense.writing(spectra).write(0, waves, 0, waves.length);
    INDArray planes =
        Nd4j.createUninitialized(parameters.dataType(), new long[] {n, 3, height, width}, 'c');
    spectrum.synthesise(Dense.reading(spectra), Dense.writing(planes));
    INDArray image = Transforms.sigmoid(Colours.correlate(planes), false);
    return new Traced(image, gradient -> pullBack(image, gradient, waves));
  }

  private INDArray pullBack(INDArray image, INDArray gradient, double[] waves) {
    Sizes.checkImage(gradient, height, width);
    INDArray slope = image.rsub(1).muli(image).muli(gradient);
    long[] pairs = {image.size(0), 3, height, columns, 2};
    INDArray spectra = Nd4j.createUninitialized(slope.dataType(), pairs, 'c');
    spectrum.pullBack(Dense.reading(Colours.pullBack(slope)), Dense.writing(spectra));
    double[] numbers = numbers(spectra);
    double[] turned = new double[waves.length / 2];
    for (int i = 0; i < turned.length; i++) {
      int source = source(i);
      if (source >= 0) {
        // d e^(i phase) = i e^(i phase) d phase; of a mirrored one d phase has the other sign.
        double along = numbers[2 * i + 1] * waves[2 * i] - numbers[2 * i] * waves[2 * i + 1];
        turned[source] += source == i ? along : -along;
      }
    }
    INDArray result = empty(slope, image.size(0));
    Dense.writing(result).write(0, turned, 0, turned.length);
    return result;
  }

  /** Where a frequency's phase is: itself, its mirror image above, or nowhere, -1. */
  private int source(int index) {
    int column = index % columns;
    boolean alone = column == 0 || (width % 2 == 0 && column == columns - 1);
    if (!alone) {
      return index;
    }
    int row = index / columns % height;
    int mirror = (height - row) % height;
    if (mirror == row) {
      return -1;
    }
    return row < mirror ? index : index + (mirror - row) * columns;
  }

  private static double[] numbers(INDArray array) {
    double[] numbers = new double[(int) array.length()];
    Dense.reading(array).read(0, numbers, 0, numbers.length);
    return numbers;
  }

  private INDArray empty(INDArray like, long n) {
    return Nd4j.createUninitialized(like.dataType(), new long[] {n, 3, height, columns}, 'c');
  }

  private void checkParameters(INDArray parameters) {
    boolean fits =
        parameters.rank() == 4
            && parameters.size(1) == 3
            && parameters.size(2) == height
            && parameters.size(3) == columns;
    if (!fits) {
      throw new IllegalArgumentException(
          "phases [n, 3, " + height + ", " + columns + "], got " + parameters.shapeInfoToString());
    }
  }

  /** Does nothing: every phase paints a picture. */
  @Override
  public void constrain(INDArray parameters) {}

  @Override
  public Canvas resized(int newHeight, int newWidth) {
    return new MacoCanvas(newHeight, newWidth);
  }
}
