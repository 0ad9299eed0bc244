package reverie.canvas;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ForkJoinPool;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import reverie.tensor.Differences;
import reverie.tensor.DifferentiableMap;
import reverie.tensor.Traced;

/** What every view promises. */
class ViewContractTest {
  static Stream<View> views() {
    return Stream.of(
        Views.none(),
        Views.jitter(3),
        Views.jitter(100),
        Views.scale(0.6, 1.7),
        Views.rotate(40),
        Views.pad(2),
        Views.framed(Edge.REFLECT, 3, 2, -1),
        Views.framed(Edge.REPLICATE, 2, 0, 1),
        Views.compose(List.of(Views.scale(0.9, 1.1), Views.rotate(10))),
        Views.zoom(0.4, 0.25),
        Views.grain(0.1),
        Views.standard());
  }

  static Stream<Arguments> views_at_sizes() {
    int[][] sizes = {{5, 7}, {8, 6}, {1, 1}, {1, 5}};
    return views().flatMap(v -> Arrays.stream(sizes).map(s -> Arguments.of(v, s[0], s[1])));
  }

  @ParameterizedTest
  @MethodSource("views_at_sizes")
  void the_way_back_agrees_with_central_differences(View view, int height, int width) {
    INDArray image = Differences.random(1, 1, 3, height, width);
    Differences.check(view.at(4, 2, height, width), image, 1e-8);
  }

  /** A view is linear, but for the grey that it adds: {@code <A x, y> = <x, A' y>}. */
  @ParameterizedTest
  @MethodSource("views_at_sizes")
  void the_way_back_is_the_adjoint(View view, int height, int width) {
    DifferentiableMap map = view.at(9, 1, height, width);
    INDArray x = Differences.random(1, 2, 3, height, width);
    Traced traced = map.trace(x);
    INDArray linear = traced.value().sub(map.trace(x.mul(0)).value());
    INDArray y = Differences.random(2, linear.shape());
    double expected = Differences.dot(linear, y);
    assertEquals(expected, Differences.dot(x, traced.pullback().apply(y)), 1e-10);
  }

  @ParameterizedTest
  @MethodSource("views")
  void the_image_grows_by_the_border_on_each_side(View view) {
    INDArray image = Differences.random(1, 2, 3, 9, 14);
    long border = view.border();
    assertArrayEquals(
        new long[] {2, 3, 9 + 2 * border, 14 + 2 * border},
        view.at(1, 1, 9, 14).trace(image).value().shape());
  }

  @ParameterizedTest
  @MethodSource("views")
  void one_seed_and_step_give_one_look_on_any_number_of_threads(View view) throws Exception {
    INDArray image = Differences.random(1, 1, 3, 30, 40).castTo(DataType.FLOAT);
    Traced first = view.at(6, 3, 30, 40).trace(image);
    float[] value = first.value().data().asFloat();
    float[] back = first.pullback().apply(first.value()).data().asFloat();
    ForkJoinPool one = new ForkJoinPool(1);
    try {
      one.submit(
              () -> {
                Traced again = view.at(6, 3, 30, 40).trace(image);
                assertArrayEquals(value, again.value().data().asFloat());
                assertArrayEquals(back, again.pullback().apply(again.value()).data().asFloat());
              })
          .get();
    } finally {
      one.shutdown();
    }
  }

  @ParameterizedTest
  @MethodSource("views")
  void steps_and_seeds_differ_where_anything_is_random(View view) {
    boolean random =
        !view.equals(Views.none()) && !view.equals(Views.pad(2)) && !(view instanceof Framed);
    INDArray image = Differences.random(1, 1, 3, 30, 40);
    double[] value = view.at(6, 3, 30, 40).trace(image).value().data().asDouble();
    double[] step = view.at(6, 4, 30, 40).trace(image).value().data().asDouble();
    double[] seed = view.at(7, 3, 30, 40).trace(image).value().data().asDouble();
    assertEquals(random, !Arrays.equals(value, step));
    assertEquals(random, !Arrays.equals(value, seed));
  }

  @ParameterizedTest
  @MethodSource("views")
  void float32_looks_as_float64_does(View view) {
    INDArray image = Differences.random(1, 1, 3, 12, 13);
    INDArray twice = view.at(1, 1, 12, 13).trace(image).value();
    INDArray single = view.at(1, 1, 12, 13).trace(image.castTo(DataType.FLOAT)).value();
    assertEquals(DataType.FLOAT, single.dataType());
    assertFalse(single.castTo(DataType.DOUBLE).sub(twice).normmaxNumber().doubleValue() > 1e-6);
  }
}
