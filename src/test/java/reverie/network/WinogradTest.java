package reverie.network;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import reverie.network.Window.Padding;
import reverie.network.engine.Networks;
import reverie.network.onednn.OneDnnEngine;

/** Convolutions by Winograd's algorithm, against float64 and against oneDNN's direct ones. */
class WinogradTest {
  private static final RandomLayers LAYERS = new RandomLayers(5);

  @BeforeEach
  void the_engine_is_there() {
    assumeTrue(OneDnnEngine.available(), "oneDNN's binary does not load on this platform");
  }

  static List<ContractCase> cases() {
    return List.of(
        one("a whole number of tiles", 64, 64, Window.square(3, 1, 1), Activation.RELU, 1, 24, 24),
        one("parts of tiles", 64, 64, Window.square(3, 1, 1), Activation.RELU, 1, 25, 31),
        one("two pictures", 64, 80, Window.square(3, 1, 1), Activation.RELU, 2, 18, 21),
        one("no padding", 80, 64, Window.square(3, 1, 0), Activation.RELU, 1, 27, 24),
        one(
            "uneven padding",
            64,
            64,
            new Window(3, 3, 1, 1, 1, 1, new Padding(2, 0, 0, 1, false)),
            Activation.IDENTITY,
            1,
            23,
            26),
        one(
            "same, and an activation of its own step",
            65,
            67,
            new Window(3, 3, 1, 1, 1, 1, Padding.SAME),
            new Activation(Activation.Function.ELU, 1, 0),
            1,
            24,
            25),
        one("shared kernels", 192, 176, Window.square(3, 1, 1), Activation.RELU, 1, 23, 29),
        branches());
  }

  private static ContractCase one(
      String name, int in, int out, Window window, Activation activation, int n, int h, int w) {
    Graph graph =
        Graph.from("image", 3)
            .add("first", LAYERS.convolution(3, in, Window.square(1, 1, 0)))
            .add("winograd", LAYERS.convolution(in, out, 1, window, activation))
            .build();
    return new ContractCase(name, graph, n, h, w);
  }

  /** The gradient of a layer that two convolutions read is added to. */
  private static ContractCase branches() {
    Window window = Window.square(3, 1, 1);
    Graph graph =
        Graph.from("image", 3)
            .add("first", LAYERS.convolution(3, 64, Window.square(1, 1, 0)))
            .add("left", LAYERS.convolution(64, 64, 1, window, Activation.RELU), "first")
            .add("right", LAYERS.convolution(64, 96, 1, window, Activation.RELU), "first")
            .add("both", new Concat(), "left", "right")
            .build();
    return new ContractCase("two readers of one layer", graph, 1, 26, 25);
  }

  private static Network compile(ContractCase c, EngineOptions.Kind kind, int threads) {
    return Networks.compile(c.graph(), new EngineOptions(kind, threads, Precision.F32));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void activations_agree_with_float64(ContractCase c) {
    String last = c.lastLayer();
    Features expected = new ReferenceNetwork(c.graph()).forward(c.image(), last);
    assertClose(expected.values(), activations(c, EngineOptions.Kind.ONEDNN, 0), 3e-5);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void gradients_agree_with_the_direct_ones(ContractCase c) {
    double[] direct = gradient(c, EngineOptions.Kind.DIRECT, 0);
    double[] winograd = gradient(c, EngineOptions.Kind.ONEDNN, 0);
    assertFalse(Arrays.equals(direct, winograd), "Winograd's algorithm was not used");
    assertClose(direct, winograd, 2e-5);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void any_number_of_threads_gives_the_same_bytes(ContractCase c) {
    double[] one = gradient(c, EngineOptions.Kind.ONEDNN, 1);
    for (int threads : new int[] {2, 3, 5}) {
      assertArrayEquals(one, gradient(c, EngineOptions.Kind.ONEDNN, threads), threads + " threads");
    }
  }

  @Test
  void few_channels_small_pictures_and_other_windows_go_the_direct_way() {
    List<ContractCase> others =
        List.of(
            one("few channels", 63, 64, Window.square(3, 1, 1), Activation.RELU, 1, 24, 24),
            one("a small picture", 64, 64, Window.square(3, 1, 1), Activation.RELU, 1, 20, 20),
            one("a stride", 64, 64, Window.square(3, 2, 1), Activation.RELU, 1, 48, 48),
            one("5x5", 64, 64, Window.square(5, 1, 2), Activation.RELU, 1, 24, 24),
            one(
                "dilated",
                64,
                64,
                new Window(3, 3, 1, 1, 2, 2, Padding.of(2)),
                Activation.RELU,
                1,
                24,
                24));
    for (ContractCase c : others) {
      assertArrayEquals(
          gradient(c, EngineOptions.Kind.DIRECT, 0),
          gradient(c, EngineOptions.Kind.ONEDNN, 0),
          c.name());
    }
  }

  private static double[] activations(ContractCase c, EngineOptions.Kind kind, int threads) {
    String last = c.lastLayer();
    try (Network network = compile(c, kind, threads);
        ForwardPass pass = network.forward(c.image().toChannelsFirst(), Set.of(last))) {
      return Features.channelsLast(pass.activations().of(last)).values();
    }
  }

  /** From gradients at every layer. */
  private static double[] gradient(ContractCase c, EngineOptions.Kind kind, int threads) {
    Map<String, FeatureShape> shapes = c.graph().shapes(c.graph().nodes(), c.height(), c.width());
    Map<String, Features> all = new LinkedHashMap<>();
    for (String layer : c.graph().layerNames()) {
      all.put(layer, RandomLayers.noise(layer.hashCode(), c.n(), shapes.get(layer)));
    }
    try (Network network = compile(c, kind, threads)) {
      return EngineContract.gradient(network, c.image(), all).values();
    }
  }

  private static void assertClose(double[] expected, double[] found, double tolerance) {
    assertEquals(expected.length, found.length);
    double largest = Arrays.stream(expected).map(Math::abs).max().orElseThrow();
    double worst = 0;
    for (int i = 0; i < expected.length; i++) {
      worst = Math.max(worst, Math.abs(expected[i] - found[i]));
    }
    assertTrue(worst <= tolerance * largest, "off by " + worst / largest + " of the largest");
  }
}
