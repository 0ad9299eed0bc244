package reverie.optimize;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.ForkJoinPool;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import reverie.tensor.Differences;

class GradientFilterTest {
  static Stream<GradientFilterKind> kinds() {
    return GradientFilters.ALL.all().stream();
  }

  private static INDArray filtered(GradientFilter filter, INDArray gradient, double progress) {
    INDArray copy = gradient.dup('c');
    filter.apply(copy, progress);
    return copy;
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void the_bytes_are_the_same_on_one_thread(GradientFilterKind kind) throws Exception {
    INDArray gradient = Differences.random(1, 2, 3, 33, 26).castTo(DataType.FLOAT);
    float[] many = filtered(kind.filter(), gradient, 0.6).data().asFloat();
    ForkJoinPool one = new ForkJoinPool(1);
    try {
      float[] alone =
          one.submit(() -> filtered(kind.filter(), gradient, 0.6).data().asFloat()).get();
      assertArrayEquals(many, alone);
    } finally {
      one.shutdown();
    }
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void an_image_in_a_batch_is_filtered_as_it_is_alone(GradientFilterKind kind) {
    INDArray gradient = Differences.random(1, 2, 3, 16, 19);
    INDArray alone = gradient.slice(1).dup('c').reshape(1, 3, 16, 19);
    assertArrayEquals(
        filtered(kind.filter(), alone, 1).slice(0).dup('c').data().asDouble(),
        filtered(kind.filter(), gradient, 1).slice(1).dup('c').data().asDouble());
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void a_zero_gradient_stays_zero_even_of_one_pixel(GradientFilterKind kind) {
    for (int size : new int[] {1, 2, 3, 8}) {
      INDArray zero = Nd4j.zeros(DataType.FLOAT, 1, 3, size, 1);
      assertEquals(0, filtered(kind.filter(), zero, 1).normmaxNumber().doubleValue());
    }
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void nan_is_not_hidden(GradientFilterKind kind) {
    INDArray gradient = Differences.random(1, 1, 3, 16, 16);
    gradient.putScalar(new int[] {0, 1, 5, 5}, Double.NaN);
    double sum = filtered(kind.filter(), gradient, 1).sumNumber().doubleValue();
    assertTrue(Double.isNaN(sum));
  }

  /** The definition, pixel by pixel, with mirrored edges. */
  @ParameterizedTest
  @CsvSource({"0.1", "1"})
  void the_cascade_is_the_mean_of_three_gaussians(double progress) {
    int h = 7;
    int w = 11;
    INDArray gradient = Differences.random(1, 1, 1, h, w);
    INDArray found = filtered(new GaussianCascade(), gradient, progress);
    for (int y = 0; y < h; y++) {
      for (int x = 0; x < w; x++) {
        double expected = 0;
        for (double coefficient : new double[] {0.5, 1, 2}) {
          double sigma = coefficient * (0.5 + 2 * progress);
          double sum = 0;
          double weights = 0;
          for (int i = -4; i <= 4; i++) {
            for (int j = -4; j <= 4; j++) {
              double weight = Math.exp(-(i * i + j * j) / (2 * sigma * sigma));
              int yy = Math.abs(y + i) >= h ? 2 * (h - 1) - (y + i) : Math.abs(y + i);
              int xx = Math.abs(x + j) >= w ? 2 * (w - 1) - (x + j) : Math.abs(x + j);
              sum += weight * gradient.getDouble(0, 0, yy, xx);
              weights += weight;
            }
          }
          expected += sum / weights / 3;
        }
        assertEquals(expected, found.getDouble(0, 0, y, x), 1e-12);
      }
    }
  }

  @Test
  void the_cascade_blurs_more_towards_the_end() {
    INDArray gradient = Differences.random(1, 1, 3, 64, 64);
    double early = filtered(new GaussianCascade(), gradient, 0.1).stdNumber().doubleValue();
    double late = filtered(new GaussianCascade(), gradient, 1).stdNumber().doubleValue();
    assertTrue(late < 0.7 * early, early + " " + late);
  }

  @Test
  void the_pyramid_makes_a_faint_coarse_wave_as_strong_as_a_fine_one() {
    INDArray gradient = Nd4j.create(DataType.DOUBLE, 1, 1, 64, 64);
    for (int y = 0; y < 64; y++) {
      for (int x = 0; x < 64; x++) {
        double fine = (x + y) % 2 == 0 ? 1 : -1;
        double coarse = 0.01 * Math.sin(2 * Math.PI * x / 64);
        gradient.putScalar(new int[] {0, 0, y, x}, fine + coarse);
      }
    }
    INDArray balanced = filtered(new LaplacianPyramid(4), gradient, 1);
    double fine = 0;
    double coarse = 0;
    for (int y = 0; y < 64; y++) {
      for (int x = 0; x < 64; x++) {
        double g = balanced.getDouble(0, 0, y, x) / 4096;
        fine += g * ((x + y) % 2 == 0 ? 1 : -1);
        coarse += 2 * g * Math.sin(2 * Math.PI * x / 64);
      }
    }
    assertEquals(1, fine, 0.2);
    assertTrue(coarse > 0.8, "coarse " + coarse);
  }

  @Test
  void the_pyramid_ignores_the_gradients_strength() {
    INDArray gradient = Differences.random(1, 1, 3, 21, 34);
    INDArray one = filtered(new LaplacianPyramid(3), gradient, 1);
    INDArray other = filtered(new LaplacianPyramid(3), gradient.mul(1e-4), 1);
    assertEquals(0, one.sub(other).normmaxNumber().doubleValue(), 1e-9);
  }

  @Test
  void a_function_without_a_filter_stays_the_same_object() {
    StepFunction function = StepFunction.always(Landscapes.bowl());
    assertTrue(function.filtered(GradientFilters.NONE) == function);
  }

  @Test
  void a_filtered_function_has_its_loss_and_a_filtered_gradient() {
    INDArray at = Landscapes.start();
    GradientFilter halved = (gradient, progress) -> gradient.muli(progress);
    Position third = new Position(0, 1, 2, 6, 2, 6);
    Loss plain = Landscapes.bowl().at(at);
    Loss found = StepFunction.always(Landscapes.bowl()).filtered(halved).at(third).at(at);
    assertEquals(plain.value(), found.value());
    assertEquals(
        0, plain.gradient().muli(0.5).sub(found.gradient()).normmaxNumber().doubleValue(), 1e-6);
  }
}
