package reverie.zoo;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import reverie.tensor.Differences;
import reverie.tensor.DifferentiableMap;
import reverie.tensor.Traced;

class PreprocessingTest {
  static Stream<Preprocessing> all() {
    return Stream.of(
        Preprocessing.range(-1, 1),
        Preprocessing.range(0, 255),
        Preprocessing.standardised(
            new float[] {.485f, .456f, .406f}, new float[] {.229f, .224f, .225f}),
        new Preprocessing(new float[] {255, 255, 255}, new float[] {-124, -117, -104}));
  }

  private static INDArray pictures(DataType type) {
    Nd4j.getRandom().setSeed(5);
    return Nd4j.rand(DataType.DOUBLE, 2, 3, 4, 5).castTo(type);
  }

  @ParameterizedTest
  @MethodSource("all")
  void each_channel_is_scaled_and_shifted(Preprocessing preprocessing) {
    for (DataType type : new DataType[] {DataType.FLOAT, DataType.DOUBLE}) {
      INDArray x = pictures(type);
      INDArray before = x.dup();
      INDArray y = preprocessing.map().trace(x).value();
      assertEquals(before, x);
      assertEquals(type, y.dataType());
      for (int c = 0; c < 3; c++) {
        for (int n = 0; n < 2; n++) {
          double expected =
              x.getDouble(n, c, 3, 1) * preprocessing.scale()[c] + preprocessing.shift()[c];
          assertEquals(expected, y.getDouble(n, c, 3, 1), 1e-4);
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("all")
  void the_pullback_is_the_slope(Preprocessing preprocessing) {
    INDArray x = pictures(DataType.DOUBLE);
    Traced traced = preprocessing.map().trace(x);
    INDArray towards = pictures(DataType.DOUBLE).muli(0.5).subi(0.3);
    INDArray gradient = traced.pullback().apply(towards);
    for (int c = 0; c < 3; c++) {
      double step = 1e-3;
      INDArray moved = x.dup();
      moved.putScalar(new int[] {1, c, 2, 2}, x.getDouble(1, c, 2, 2) + step);
      INDArray difference = preprocessing.map().trace(moved).value().sub(traced.value());
      double slope = difference.mul(towards).sumNumber().doubleValue() / step;
      assertEquals(slope, gradient.getDouble(1, c, 2, 2), 1e-6 * Math.abs(slope) + 1e-9);
    }
  }

  @ParameterizedTest
  @MethodSource("all")
  void the_inverse_leads_back(Preprocessing preprocessing) {
    INDArray x = pictures(DataType.FLOAT);
    INDArray there = preprocessing.map().trace(x).value();
    INDArray back = preprocessing.inverse().map().trace(there).value();
    assertArrayEquals(x.data().asFloat(), back.dup('c').data().asFloat(), 1e-5f);
  }

  @Test
  void a_grey_network_sees_the_brightness_of_colours_and_the_way_back_is_its_slope() {
    DifferentiableMap map = Preprocessing.grey(-1, 1).map();
    INDArray x = pictures(DataType.DOUBLE);
    INDArray y = map.trace(x).value();
    assertArrayEquals(new long[] {2, 1, 4, 5}, y.shape());
    double luma =
        0.299 * x.getDouble(1, 0, 3, 2)
            + 0.587 * x.getDouble(1, 1, 3, 2)
            + 0.114 * x.getDouble(1, 2, 3, 2);
    assertEquals(2 * luma - 1, y.getDouble(1, 0, 3, 2), 1e-12);
    Differences.check(map, x, 1e-7);
  }

  @Test
  void a_grey_network_takes_grey_as_it_is_and_the_inverse_leads_back() {
    INDArray grey = Nd4j.rand(DataType.DOUBLE, 1, 1, 4, 5);
    Preprocessing preprocessing = Preprocessing.grey(-1, 1);
    INDArray there = preprocessing.map().trace(grey).value();
    assertEquals(grey.mul(2).subi(1), there);
    assertArrayEquals(
        grey.data().asDouble(),
        preprocessing.inverse().map().trace(there).value().data().asDouble(),
        1e-12);
  }

  @Test
  void another_number_of_channels_is_a_programming_error() {
    INDArray grey = Nd4j.zeros(DataType.FLOAT, 1, 1, 4, 4);
    assertThrows(
        IllegalArgumentException.class, () -> Preprocessing.range(-1, 1).map().trace(grey));
  }
}
