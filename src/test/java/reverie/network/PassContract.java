package reverie.network;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;
import reverie.support.UsageException;
import reverie.support.UserException;
import reverie.tensor.StepMemory;

/** How passes behave: taps, repetition, sizes, views, errors. An engine's test extends this. */
public abstract class PassContract extends EngineContract {
  private static final Set<String> TAPS = Set.of("stem", "module", "deep");

  private final Graph graph = graph();
  private final Features image = RandomLayers.noise(5, 2, new FeatureShape(3, 12, 13));
  private final Map<String, Features> gradients = gradients(image);
  private Network network;

  private static Graph graph() {
    RandomLayers layers = new RandomLayers(6);
    Window three = Window.square(3, 1, 1);
    Activation relu = Activation.RELU;
    return Graph.from("image", 3)
        .add("stem", layers.convolution(3, 8, 1, three, relu))
        .add("pool", new Pooling(Pooling.Type.MAX, Window.square(3, 2, 0), true, false))
        .add("a", layers.convolution(8, 5, 1, three, relu))
        .add("b", layers.convolution(8, 12, 1, Window.square(1, 1, 0), relu), "pool")
        .add("module", new Concat(), "a", "b")
        .add("deep", layers.convolution(17, 6, 1, three, relu))
        .add("deeper", layers.convolution(6, 6, 1, Window.square(5, 1, 0), relu))
        .add("flat", new Flatten(true))
        .add("classes", layers.dense(6 * 2 * 2, 4, Activation.IDENTITY))
        .build();
  }

  private static Map<String, Features> gradients(Features image) {
    Map<String, Features> made = new ReferenceNetwork(graph()).forward(image, TAPS);
    return Map.of(
        "stem", noiseLike(1, made.get("stem")),
        "module", noiseLike(2, made.get("module")),
        "deep", noiseLike(3, made.get("deep")));
  }

  @BeforeEach
  void compile_the_graph() {
    network = compile(graph);
  }

  @AfterEach
  void close_the_network() {
    network.close();
  }

  /** The image gradient with all three taps, and gradients for some of them. */
  private double[] backward(String... layers) {
    try (ForwardPass pass = network.forward(image.toChannelsFirst(), TAPS)) {
      return backward(pass, layers);
    }
  }

  private double[] backward(ForwardPass pass, String... layers) {
    Map<String, Features> some = new java.util.HashMap<>(gradients);
    some.keySet().retainAll(Arrays.asList(layers));
    return Features.channelsFirst(pass.backward(channelsLast(some))).values();
  }

  private double[] everything() {
    return backward("stem", "module", "deep");
  }

  private void assertGradientOf(String... layers) {
    Map<String, Features> some = new java.util.HashMap<>(gradients);
    some.keySet().retainAll(Arrays.asList(layers));
    Differences differences = new Differences(graph, image);
    assertDerivatives(
        Arrays.toString(layers),
        differences.of(some),
        differences.along(
            new Features(image.n(), 3, image.height(), image.width(), backward(layers))));
  }

  @Test
  void the_graph_is_the_one_that_was_compiled() {
    assertEquals(graph, network.graph());
  }

  @Test
  void of_taps_that_feed_each_other_all_count() {
    assertGradientOf("stem", "module", "deep");
  }

  @Test
  void a_tap_on_the_way_without_a_gradient_changes_nothing() {
    assertGradientOf("deep");
    assertGradientOf("stem", "deep");
  }

  @Test
  void a_deeper_tap_without_a_gradient_changes_nothing() {
    assertGradientOf("stem");
    assertGradientOf("module");
    assertGradientOf("stem", "module");
  }

  @Test
  void no_gradient_at_all_gives_zeros() {
    assertArrayEquals(new double[image.values().length], backward());
  }

  @Test
  void taps_that_do_not_feed_each_other_both_count() {
    Set<String> taps = Set.of("a", "b");
    Map<String, Features> made = new ReferenceNetwork(graph).forward(image, taps);
    Map<String, Features> both =
        Map.of("a", noiseLike(1, made.get("a")), "b", noiseLike(2, made.get("b")));
    Differences differences = new Differences(graph, image);
    assertDerivatives(
        "a and b", differences.of(both), differences.along(gradient(network, image, both)));
  }

  @Test
  void a_pass_repeated_gives_the_same_bits() {
    double[] first = everything();
    for (int i = 0; i < 3; i++) {
      assertArrayEquals(first, everything());
    }
  }

  @Test
  void activations_repeated_are_the_same_bits() {
    for (String tap : TAPS) {
      assertArrayEquals(activation(tap), activation(tap), tap);
    }
  }

  private double[] activation(String tap) {
    try (ForwardPass pass = network.forward(image.toChannelsFirst(), TAPS)) {
      return Features.channelsLast(pass.activations().of(tap)).values();
    }
  }

  @Test
  void another_size_and_another_batch_between_change_nothing() {
    double[] first = everything();
    for (int n = 1; n <= 3; n++) {
      Features other = RandomLayers.noise(7, n, new FeatureShape(3, 9 + 7 * n, 30 - 8 * n));
      Map<String, Features> expected = new ReferenceNetwork(graph).forward(other, TAPS);
      try (ForwardPass pass = network.forward(other.toChannelsFirst(), TAPS)) {
        for (String tap : TAPS) {
          assertClose(tap, expected.get(tap), pass.activations().of(tap), forwardTolerance());
        }
        pass.backward(Map.of("deep", noiseLike(1, expected.get("deep")).toChannelsLast()));
      }
    }
    assertArrayEquals(first, everything());
  }

  @Test
  void other_taps_between_change_nothing() {
    double[] first = everything();
    network.forward(image.toChannelsFirst(), Set.of("a")).close();
    network.forward(image.toChannelsFirst(), Set.of("deep", "b")).close();
    assertArrayEquals(first, everything());
  }

  @Test
  void a_pass_closed_without_going_back_changes_nothing() {
    double[] first = everything();
    network.forward(image.toChannelsFirst(), TAPS).close();
    assertArrayEquals(first, everything());
  }

  @Test
  void two_passes_open_at_once_do_not_disturb_each_other() {
    double[] alone = everything();
    Features other = RandomLayers.noise(8, 2, new FeatureShape(3, 12, 13));
    try (ForwardPass first = network.forward(image.toChannelsFirst(), TAPS);
        ForwardPass second = network.forward(other.toChannelsFirst(), TAPS)) {
      second.backward(channelsLast(gradients));
      assertArrayEquals(alone, backward(first, "stem", "module", "deep"));
    }
  }

  @Test
  void threads_may_share_the_network() throws Exception {
    double[] alone = everything();
    ExecutorService threads = Executors.newFixedThreadPool(2);
    try {
      Callable<double[]> several =
          () -> {
            everything();
            return everything();
          };
      Future<double[]> first = threads.submit(several);
      Future<double[]> second = threads.submit(several);
      assertArrayEquals(alone, first.get());
      assertArrayEquals(alone, second.get());
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void the_gradient_belongs_to_the_caller() {
    INDArray gradient;
    try (ForwardPass pass = network.forward(image.toChannelsFirst(), TAPS)) {
      gradient = pass.backward(channelsLast(gradients));
    }
    double[] before = Features.channelsFirst(gradient).values();
    backward("deep");
    assertArrayEquals(before, Features.channelsFirst(gradient).values());
  }

  @Test
  void neither_the_image_nor_the_gradients_are_changed() {
    INDArray picture = image.toChannelsFirst();
    Map<String, INDArray> arrays = channelsLast(gradients);
    try (ForwardPass pass = network.forward(picture, TAPS)) {
      pass.backward(arrays);
    }
    assertArrayEquals(image.values(), Features.channelsFirst(picture).values());
    gradients.forEach(
        (layer, g) ->
            assertArrayEquals(
                g.values(), Features.channelsLast(arrays.get(layer)).values(), layer));
  }

  @Test
  void changing_the_image_after_the_forward_run_does_not_change_the_gradient() {
    double[] expected = everything();
    INDArray picture = image.toChannelsFirst();
    try (ForwardPass pass = network.forward(picture, TAPS)) {
      picture.assign(0);
      assertArrayEquals(expected, backward(pass, "stem", "module", "deep"));
    }
  }

  @Test
  void the_image_may_be_a_view() {
    double[] expected = everything();
    INDArray plain = image.toChannelsFirst();
    INDArray larger = Nd4j.create(DataType.FLOAT, 3, 4, 14, 20);
    INDArray part =
        larger.get(
            NDArrayIndex.interval(1, 3),
            NDArrayIndex.interval(0, 3),
            NDArrayIndex.interval(2, 14),
            NDArrayIndex.interval(5, 18));
    part.assign(plain);
    for (INDArray view :
        new INDArray[] {image.toChannelsLast().permute(0, 3, 1, 2), plain.dup('f'), part}) {
      try (ForwardPass pass = network.forward(view, TAPS)) {
        assertArrayEquals(expected, backward(pass, "stem", "module", "deep"));
      }
    }
  }

  @Test
  void gradients_may_be_views() {
    double[] expected = backward("module");
    INDArray plain = gradients.get("module").toChannelsLast();
    INDArray larger = Nd4j.create(DataType.FLOAT, 2, 9, 9, 30);
    INDArray part =
        larger.get(
            NDArrayIndex.all(),
            NDArrayIndex.interval(2, 2 + plain.size(1)),
            NDArrayIndex.interval(0, plain.size(2)),
            NDArrayIndex.interval(7, 7 + plain.size(3)));
    part.assign(plain);
    for (INDArray view :
        new INDArray[] {
          gradients.get("module").toChannelsFirst().permute(0, 2, 3, 1), plain.dup('f'), part
        }) {
      try (ForwardPass pass = network.forward(image.toChannelsFirst(), TAPS)) {
        INDArray gradient = pass.backward(Map.of("module", view));
        assertArrayEquals(expected, Features.channelsFirst(gradient).values());
      }
    }
  }

  @Test
  void passes_work_inside_a_step() {
    double[] expected = everything();
    try (Network fresh = compile(graph)) {
      for (int step = 0; step < 4; step++) {
        StepMemory memory = StepMemory.open();
        try (ForwardPass pass = fresh.forward(image.toChannelsFirst(), TAPS)) {
          assertArrayEquals(expected, backward(pass, "stem", "module", "deep"), "step " + step);
        } finally {
          memory.close();
        }
      }
      try (ForwardPass pass = fresh.forward(image.toChannelsFirst(), TAPS)) {
        assertArrayEquals(expected, backward(pass, "stem", "module", "deep"), "after the steps");
      }
    } finally {
      StepMemory.release();
    }
  }

  @Test
  void a_pass_never_runs_past_its_deepest_tap() {
    // "deeper" needs 5 rows of "deep", which has 3 here; "classes" fits one size only.
    INDArray small = Nd4j.ones(DataType.FLOAT, 1, 3, 7, 7);
    network.forward(small, TAPS).close();
    assertThrows(UserException.class, () -> network.forward(small, Set.of("deeper")));
  }

  @Test
  void a_picture_that_is_too_small_names_the_layer() {
    UserException e =
        assertThrows(
            UserException.class,
            () -> network.forward(Nd4j.ones(DataType.FLOAT, 1, 3, 9, 7), Set.of("deeper")));
    assertTrue(e.getMessage().contains("'deeper'"), e.getMessage());
    assertTrue(e.getMessage().contains("7x9"), e.getMessage());
  }

  @Test
  void a_picture_of_a_size_that_a_dense_layer_does_not_take_names_the_layer() {
    UserException e =
        assertThrows(
            UserException.class,
            () -> network.forward(Nd4j.ones(DataType.FLOAT, 1, 3, 20, 20), Set.of("classes")));
    assertTrue(e.getMessage().contains("'classes'"), e.getMessage());
  }

  @Test
  void an_unknown_layer_lists_the_close_names() {
    UsageException e =
        assertThrows(
            UsageException.class,
            () -> network.forward(image.toChannelsFirst(), Set.of("stem", "modul")));
    assertTrue(e.getMessage().contains("'modul'"), e.getMessage());
    assertTrue(e.hint().contains("module"), e.hint());
  }

  @Test
  void an_image_of_another_rank_or_with_other_channels_is_refused() {
    for (INDArray wrong :
        new INDArray[] {
          Nd4j.ones(DataType.FLOAT, 1, 4, 12, 12), Nd4j.ones(DataType.FLOAT, 3, 12)
        }) {
      assertThrows(IllegalArgumentException.class, () -> network.forward(wrong, TAPS));
    }
  }

  @Test
  void no_taps_are_refused() {
    INDArray picture = image.toChannelsFirst();
    assertThrows(IllegalArgumentException.class, () -> network.forward(picture, Set.of()));
  }

  @Test
  void a_gradient_of_another_shape_is_refused() {
    try (ForwardPass pass = network.forward(image.toChannelsFirst(), TAPS)) {
      INDArray channelsFirst = gradients.get("stem").toChannelsFirst();
      assertThrows(
          IllegalArgumentException.class, () -> pass.backward(Map.of("stem", channelsFirst)));
    }
  }

  @Test
  void a_gradient_for_a_layer_that_was_not_tapped_is_refused() {
    try (ForwardPass pass = network.forward(image.toChannelsFirst(), Set.of("stem"))) {
      INDArray gradient = gradients.get("deep").toChannelsLast();
      assertThrows(IllegalArgumentException.class, () -> pass.backward(Map.of("deep", gradient)));
    }
  }
}
