package reverie.canvas;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.ops.transforms.Transforms;
import reverie.optimize.Adam;
import reverie.optimize.Loss;
import reverie.tensor.Dense;
import reverie.tensor.Differences;
import reverie.tensor.Traced;

/** The canvas of phases keeps its magnitudes. */
class MacoCanvasTest {
  @ParameterizedTest
  @CsvSource({"6,8", "5,7", "8,5", "7,6", "2,3"})
  void the_way_back_agrees_with_central_differences(int height, int width) {
    Canvas canvas = Canvases.maco(height, width);
    Differences.check(canvas::paint, canvas.noise(2, 5).castTo(DataType.DOUBLE), 1e-7);
  }

  @ParameterizedTest
  @CsvSource({"16,16", "15,18", "12,13"})
  void no_step_changes_a_magnitude(int height, int width) {
    Canvas canvas = Canvases.maco(height, width);
    INDArray phases = canvas.noise(1, 3).castTo(DataType.DOUBLE);
    double[] wanted = MacoCanvas.magnitudes(height, width);
    Adam adam = new Adam(0.1, 0.9, 0.999, 1e-8);
    INDArray before = canvas.paint(phases).value();
    for (int step = 0; step < 5; step++) {
      adam.step(
          phases,
          parameters -> {
            Traced image = canvas.paint(parameters);
            // Any loss will do: the mean of a corner.
            INDArray gradient = Nd4j.zeros(DataType.DOUBLE, image.value().shape());
            gradient.putScalar(new int[] {0, 1, 2, 1}, 1);
            return Loss.of(image.value().getDouble(0, 1, 2, 1), image.pullback().apply(gradient));
          });
    }
    INDArray after = canvas.paint(phases).value();
    assertFalse(before.equalsWithEps(after, 1e-3), "the picture has not changed");
    INDArray logits = Transforms.log(after.div(after.rsub(1)), true);
    double[] ones = new double[wanted.length];
    Arrays.fill(ones, 1);
    INDArray spectra = Nd4j.create(DataType.DOUBLE, 1, 3, height, width / 2 + 1, 2);
    new Spectrum(height, width, ones)
        .analyse(Dense.reading(Colours.decorrelate(logits)), Dense.writing(spectra));
    double[] pairs = spectra.dup('c').data().asDouble();
    double largest = Arrays.stream(wanted).max().orElseThrow();
    for (int i = 0; i < pairs.length / 2; i++) {
      double magnitude = Math.hypot(pairs[2 * i], pairs[2 * i + 1]);
      assertEquals(wanted[i % wanted.length], magnitude, 1e-9 * largest);
    }
  }

  @Test
  void its_logits_spread_by_one_around_zero() {
    Canvas canvas = Canvases.maco(32, 40);
    INDArray image = canvas.paint(canvas.noise(1, 1).castTo(DataType.DOUBLE)).value();
    INDArray colours =
        Colours.decorrelate(Transforms.log(image.div(image.rsub(1)), true)).reshape(3, 32 * 40);
    assertArrayEquals(new double[3], colours.mean(1).toDoubleVector(), 1e-9);
    assertArrayEquals(new double[] {1, 1, 1}, colours.std(false, 1).toDoubleVector(), 1e-9);
  }

  @Test
  void a_picture_that_it_painted_gives_the_phases_that_paint_it() {
    Canvas canvas = Canvases.maco(9, 12);
    INDArray image = canvas.paint(canvas.noise(1, 4).castTo(DataType.DOUBLE)).value();
    INDArray again = canvas.paint(canvas.parametersFor(image)).value();
    assertEquals(0, again.sub(image).normmaxNumber().doubleValue(), 1e-9);
  }

  @Test
  void another_size_is_refused() {
    Canvas canvas = Canvases.maco(9, 12);
    INDArray other = canvas.resized(12, 9).noise(1, 1);
    assertThrows(IllegalArgumentException.class, () -> canvas.paint(other));
  }
}
