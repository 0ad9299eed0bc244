package reverie.canvas;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import reverie.tensor.Dense;
import reverie.tensor.Differences;

class FourierCanvasTest {
  private static Spectrum spectrum(int height, int width) {
    double[] weight = new double[height * (width / 2 + 1)];
    for (int i = 0; i < weight.length; i++) {
      weight[i] = 1 + 0.01 * i;
    }
    return new Spectrum(height, width, weight);
  }

  @ParameterizedTest
  @CsvSource({"6, 8", "5, 7", "8, 5", "1, 1", "1, 2", "2, 1", "33, 37", "211, 223", "3, 16"})
  void the_inner_products_of_the_transform_and_its_adjoint_agree(int height, int width) {
    Spectrum spectrum = spectrum(height, width);
    INDArray x = Differences.random(1, 1, 3, height, width / 2 + 1, 2);
    INDArray y = Differences.random(2, 1, 3, height, width);
    INDArray ax = y.ulike();
    INDArray aty = x.ulike();
    spectrum.synthesise(Dense.reading(x), Dense.writing(ax));
    spectrum.pullBack(Dense.reading(y), Dense.writing(aty));
    double expected = Differences.dot(ax, y);
    assertEquals(expected, Differences.dot(x, aty), 1e-9 * (1 + Math.abs(expected)));
  }

  @Test
  void one_coefficient_paints_one_wave() {
    int height = 6;
    int width = 10;
    double[] weight = new double[height * 6];
    java.util.Arrays.fill(weight, 1);
    INDArray x = Nd4j.zeros(DataType.DOUBLE, 1, 1, height, 6, 2);
    x.putScalar(new int[] {0, 0, 2, 3, 0}, 0.7);
    x.putScalar(new int[] {0, 0, 2, 3, 1}, -0.4);
    INDArray plane = Nd4j.zeros(DataType.DOUBLE, 1, 1, height, width);
    new Spectrum(height, width, weight).synthesise(Dense.reading(x), Dense.writing(plane));
    for (int i = 0; i < height; i++) {
      for (int j = 0; j < width; j++) {
        double phase = 2 * Math.PI * (2.0 * i / height + 3.0 * j / width);
        double expected = 2 * (0.7 * Math.cos(phase) + 0.4 * Math.sin(phase)) / (height * width);
        assertEquals(expected, plane.getDouble(0, 0, i, j), 1e-12);
      }
    }
  }

  /** sigmoid(M[:, 0] / 0.46195 * scale * c / (h * w)), scale = sqrt(h * w) * max(h, w) / 4. */
  @Test
  void the_constants_are_those_of_lucid() {
    INDArray parameters = Nd4j.zeros(DataType.DOUBLE, 1, 3, 8, 9, 2);
    parameters.putScalar(new int[] {0, 0, 0, 0, 0}, 0.5);
    INDArray image = new FourierCanvas(8, 16).paint(parameters).value();
    double lightness = 0.5 * Math.sqrt(8 * 16) * 16 / 4 / (8 * 16);
    double[] expected = {0.26, 0.27, 0.27};
    for (int channel = 0; channel < 3; channel++) {
      double logit = expected[channel] / 0.46195 * lightness;
      assertEquals(1 / (1 + Math.exp(-logit)), image.getDouble(0, channel, 3, 11), 1e-5);
    }
  }

  @Test
  void black_and_white_come_back_within_half_an_8_bit_level() {
    INDArray image = Nd4j.zeros(DataType.FLOAT, 1, 3, 6, 8);
    image.slice(0).slice(1).assign(1);
    Canvas canvas = new FourierCanvas(6, 8);
    INDArray painted = canvas.paint(canvas.parametersFor(image)).value();
    assertEquals(0, painted.sub(image).normmaxNumber().doubleValue(), 0.5 / 255 + 1e-6);
  }
}
