package reverie.canvas;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.concurrent.ForkJoinPool;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import reverie.tensor.Differences;
import reverie.tensor.RandomAt;
import reverie.tensor.Traced;

/** What every canvas promises, at even and odd, tall and wide and tiny sizes. */
class CanvasContractTest {
  static Stream<Arguments> canvases() {
    int[][] sizes = {{6, 8}, {5, 7}, {8, 5}, {7, 6}, {1, 1}, {2, 3}, {1, 4}};
    return Canvases.ALL.all().stream()
        .flatMap(kind -> Arrays.stream(sizes).map(s -> Arguments.of(kind.name(), s[0], s[1])));
  }

  static Stream<String> names() {
    return Canvases.ALL.names().stream();
  }

  private static INDArray image(int n, int height, int width) {
    RandomAt random = RandomAt.of(3, 0, 0);
    INDArray image = Nd4j.create(DataType.DOUBLE, n, 3, height, width);
    INDArray flat = image.reshape(image.length());
    for (long i = 0; i < image.length(); i++) {
      flat.putScalar(i, random.uniform(0.02, 0.98));
    }
    return image;
  }

  @ParameterizedTest
  @MethodSource("canvases")
  void the_way_back_agrees_with_central_differences(String name, int height, int width) {
    Canvas canvas = Canvases.ALL.get(name).of(height, width);
    INDArray parameters = canvas.noise(1, 5).castTo(DataType.DOUBLE);
    Differences.check(canvas::paint, parameters, 1e-7);
  }

  @ParameterizedTest
  @MethodSource("canvases")
  void it_paints_the_image_that_it_has_parameters_for(String name, int height, int width) {
    Canvas canvas = Canvases.ALL.get(name).of(height, width);
    INDArray image = image(2, height, width);
    if (name.equals("grey")) {
      image = canvas.paint(canvas.parametersFor(image)).value();
    }
    INDArray painted = canvas.paint(canvas.parametersFor(image)).value();
    assertEquals(0, painted.sub(image).norm1Number().doubleValue(), 1e-9);
  }

  @ParameterizedTest
  @MethodSource("canvases")
  void parameters_of_an_image_and_of_noise_have_one_shape(String name, int height, int width) {
    Canvas canvas = Canvases.ALL.get(name).of(height, width);
    assertArrayEquals(
        canvas.noise(2, 1).shape(), canvas.parametersFor(image(2, height, width)).shape());
  }

  @ParameterizedTest
  @MethodSource("names")
  void a_batch_is_painted_image_by_image(String name) {
    Canvas canvas = Canvases.ALL.get(name).of(6, 7);
    INDArray parameters = canvas.noise(3, 2);
    INDArray painted = canvas.paint(parameters).value();
    long[] one = parameters.shape().clone();
    one[0] = 1;
    INDArray alone = canvas.paint(parameters.slice(1).reshape(one)).value();
    assertArrayEquals(
        alone.slice(0).dup().data().asFloat(), painted.slice(1).dup().data().asFloat());
  }

  @ParameterizedTest
  @MethodSource("names")
  void float32_paints_nearly_what_float64_paints(String name) {
    Canvas canvas = Canvases.ALL.get(name).of(33, 40);
    INDArray parameters = canvas.noise(1, 2);
    INDArray single = canvas.paint(parameters).value();
    INDArray twice = canvas.paint(parameters.castTo(DataType.DOUBLE)).value();
    assertEquals(DataType.FLOAT, single.dataType());
    assertEquals(0, single.castTo(DataType.DOUBLE).sub(twice).normmaxNumber().doubleValue(), 1e-6);
  }

  @ParameterizedTest
  @MethodSource("names")
  void any_parameters_paint_within_range_once_constrained(String name) {
    Canvas canvas = Canvases.ALL.get(name).of(9, 9);
    INDArray parameters = canvas.noise(1, 2).muli(1000);
    canvas.constrain(parameters);
    INDArray painted = canvas.paint(parameters).value();
    assertTrue(painted.minNumber().doubleValue() >= 0);
    assertTrue(painted.maxNumber().doubleValue() <= 1);
  }

  @ParameterizedTest
  @MethodSource("names")
  void noise_is_a_function_of_the_seed(String name) {
    Canvas canvas = Canvases.ALL.get(name).of(9, 8);
    float[] noise = canvas.noise(1, 7).data().asFloat();
    assertArrayEquals(noise, canvas.noise(1, 7).data().asFloat());
    assertFalse(Arrays.equals(noise, canvas.noise(1, 8).data().asFloat()));
  }

  @ParameterizedTest
  @MethodSource("names")
  void noise_is_near_grey_but_not_grey(String name) {
    Canvas canvas = Canvases.ALL.get(name).of(64, 64);
    INDArray painted = canvas.paint(canvas.noise(1, 7)).value();
    assertEquals(0.5, painted.meanNumber().doubleValue(), 0.1);
    double deviation = painted.stdNumber().doubleValue();
    assertTrue(deviation > 0.001 && deviation < 0.1, "deviation " + deviation);
  }

  @ParameterizedTest
  @MethodSource("names")
  void the_bytes_are_the_same_on_one_thread(String name) throws Exception {
    Canvas canvas = Canvases.ALL.get(name).of(61, 48);
    INDArray parameters = canvas.noise(2, 7);
    INDArray gradient = image(2, 61, 48).castTo(DataType.FLOAT);
    Traced many = canvas.paint(parameters);
    float[] value = many.value().data().asFloat();
    float[] back = many.pullback().apply(gradient).data().asFloat();
    ForkJoinPool one = new ForkJoinPool(1);
    try {
      one.submit(
              () -> {
                Traced alone = canvas.paint(parameters);
                assertArrayEquals(value, alone.value().data().asFloat());
                assertArrayEquals(back, alone.pullback().apply(gradient).data().asFloat());
              })
          .get();
    } finally {
      one.shutdown();
    }
  }

  @ParameterizedTest
  @MethodSource("names")
  void painting_and_the_way_back_leave_their_input_alone(String name) {
    Canvas canvas = Canvases.ALL.get(name).of(6, 7);
    INDArray parameters = canvas.noise(1, 7);
    float[] before = parameters.data().asFloat();
    INDArray gradient = image(1, 6, 7).castTo(DataType.FLOAT);
    float[] gradientBefore = gradient.data().asFloat();
    canvas.paint(parameters).pullback().apply(gradient);
    assertArrayEquals(before, parameters.data().asFloat());
    assertArrayEquals(gradientBefore, gradient.data().asFloat());
  }

  @ParameterizedTest
  @MethodSource("names")
  void a_strided_gradient_comes_back_as_its_copy_does(String name) {
    Canvas canvas = Canvases.ALL.get(name).of(6, 7);
    INDArray parameters = canvas.noise(1, 7).castTo(DataType.DOUBLE);
    INDArray channelsLast = image(1, 6, 7).permute(0, 2, 3, 1).dup('c');
    INDArray strided = channelsLast.permute(0, 3, 1, 2);
    Traced traced = canvas.paint(parameters);
    INDArray expected = traced.pullback().apply(strided.dup('c'));
    assertEquals(
        0, traced.pullback().apply(strided).sub(expected).normmaxNumber().doubleValue(), 1e-12);
  }

  @ParameterizedTest
  @MethodSource("names")
  void a_canvas_resized_paints_the_new_size(String name) {
    Canvas canvas = Canvases.ALL.get(name).of(6, 7).resized(10, 12);
    assertArrayEquals(new long[] {1, 3, 10, 12}, canvas.paint(canvas.noise(1, 1)).value().shape());
    assertEquals(10, canvas.height());
    assertEquals(12, canvas.width());
  }

  @ParameterizedTest
  @MethodSource("names")
  void another_size_is_refused(String name) {
    Canvas canvas = Canvases.ALL.get(name).of(6, 7);
    assertThrows(IllegalArgumentException.class, () -> canvas.parametersFor(image(1, 7, 6)));
    assertThrows(
        IllegalArgumentException.class, () -> canvas.paint(canvas.resized(7, 6).noise(1, 1)));
    assertThrows(IllegalArgumentException.class, () -> canvas.resized(0, 6));
  }
}
