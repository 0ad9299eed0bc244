package reverie.network;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import reverie.network.Window.Padding;
import reverie.network.engine.Networks;
import reverie.network.onednn.OneDnnEngine;
import reverie.zoo.Models;
import reverie.zoo.ReceptiveField;
import reverie.zoo.ReceptiveField.Rectangle;

/** Receptive fields are what the engine's gradients say: no pixel more, no pixel less. */
class ReceptiveFieldTest {
  private static final Random RANDOM = new Random(11);

  /** Winograd's algorithm lets rounding errors reach the other pixels of a tile. */
  private static final EngineOptions EXACT =
      new EngineOptions(
          OneDnnEngine.available() ? EngineOptions.Kind.DIRECT : EngineOptions.Kind.ND4J,
          0,
          Precision.F32);

  static Stream<ContractCase> cases() {
    return Stream.concat(ContractCase.all().stream(), windows());
  }

  /** Strides, dilations and padding that differs from side to side, upon each other. */
  private static Stream<ContractCase> windows() {
    RandomLayers layers = new RandomLayers(7);
    List<ContractCase> cases = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      Graph.Builder graph = Graph.from("image", 2);
      for (int k = 0; k < 3; k++) {
        graph.add("c" + k, layers.convolution(2, 2, window()));
        if (k == 1) {
          graph.add("up", new Upsampling(1 + i % 3, i % 2 == 0));
        }
      }
      Graph side = graph.add("side", layers.convolution(2, 2, window()), "c0").build();
      cases.add(new ContractCase("random windows " + i, side, 1, 25 + i % 5, 23 + i % 7));
      Graph chain =
          Graph.from("image", 2)
              .add("a", layers.convolution(2, 2, window()))
              .add("b", layers.convolution(2, 2, Window.square(3, 1, 1)))
              .add("c", layers.convolution(2, 2, Window.square(1, 1, 0)), "a")
              .add("both", new Concat(), "c", "b")
              .add("d", layers.convolution(4, 2, window()))
              .build();
      cases.add(new ContractCase("a branch between windows " + i, chain, 1, 24 + i % 5, 26));
    }
    return cases.stream();
  }

  private static Window window() {
    int kernelHeight = 1 + RANDOM.nextInt(4);
    int kernelWidth = 1 + RANDOM.nextInt(4);
    Padding padding =
        RANDOM.nextInt(3) == 0
            ? Padding.SAME
            : new Padding(
                RANDOM.nextInt(kernelHeight),
                RANDOM.nextInt(kernelHeight),
                RANDOM.nextInt(kernelWidth),
                RANDOM.nextInt(kernelWidth),
                false);
    return new Window(
        kernelHeight,
        kernelWidth,
        1 + RANDOM.nextInt(3),
        1 + RANDOM.nextInt(2),
        1 + RANDOM.nextInt(2),
        1 + RANDOM.nextInt(3),
        padding);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void every_position_sees_what_its_gradient_reaches(ContractCase one) {
    String layer = one.lastLayer();
    Graph graph = PositiveWeights.of(one.graph());
    ReceptiveField field = ReceptiveField.of(graph, layer, one.height(), one.width());
    INDArray image = Nd4j.rand(1, graph.inputChannels(), one.height(), one.width()).addi(0.1);
    try (Network network = Networks.compile(graph, EXACT)) {
      for (int y = 0; y < field.height(); y++) {
        for (int x = 0; x < field.width(); x++) {
          assertEquals(
              reached(network, image, layer, y, x), field.at(y, x), layer + " at " + y + ", " + x);
        }
      }
    }
  }

  /** The bounds of the gradient of a position's channels, of weights that cannot cancel. */
  private static Rectangle reached(Network network, INDArray image, String layer, int y, int x) {
    try (ForwardPass pass = network.forward(image, Set.of(layer))) {
      INDArray gradient = Nd4j.zeros(pass.activations().of(layer).shape());
      for (int c = 0; c < gradient.size(3); c++) {
        gradient.putScalar(new long[] {0, y, x, c}, 0.5 + RANDOM.nextDouble());
      }
      return bounds(pass.backward(Map.of(layer, gradient)));
    }
  }

  private static Rectangle bounds(INDArray gradient) {
    int height = (int) gradient.size(2);
    int width = (int) gradient.size(3);
    float[] values = gradient.dup('c').reshape(-1).toFloatVector();
    int top = height;
    int bottom = -1;
    int left = width;
    int right = -1;
    for (int i = 0; i < values.length; i++) {
      if (values[i] != 0) {
        int y = i / width % height;
        top = Math.min(top, y);
        bottom = Math.max(bottom, y);
        left = Math.min(left, i % width);
        right = Math.max(right, i % width);
      }
    }
    return bottom < 0
        ? new Rectangle(0, 0, 0, 0)
        : new Rectangle(left, top, right - left + 1, bottom - top + 1);
  }

  @Test
  void the_trunks_layers_see_what_their_gradients_reach() {
    Graph trunk = PositiveWeights.of(Models.load("inception-v3").graph());
    INDArray image = Nd4j.rand(1, 3, 330, 301).addi(0.1);
    List<String> layers =
        List.of("conv2d_1", "conv2d_3", "conv2d_5", "mixed0", "mixed1", "mixed3", "mixed4");
    try (Network network = Networks.compile(trunk, EXACT)) {
      for (String layer : layers) {
        ReceptiveField field = ReceptiveField.of(trunk, layer, 330, 301);
        int bottom = field.height() - 1;
        int right = field.width() - 1;
        for (int[] at : new int[][] {{0, 0}, {bottom / 2, right / 3}, {bottom, right}}) {
          assertEquals(
              reached(network, image, layer, at[0], at[1]),
              field.at(at[0], at[1]),
              layer + " at " + at[0] + ", " + at[1]);
        }
      }
    }
  }

  @Test
  void a_pixel_outside_changes_nothing_and_one_at_the_border_does() {
    Graph trunk = Models.load("inception-v3").graph();
    ReceptiveField field = ReceptiveField.of(trunk, "mixed0", 200, 240);
    int y = field.height() / 2;
    int x = field.width() / 2;
    Rectangle seen = field.at(y, x);
    assertTrue(seen.left() > 0 && seen.top() > 0, seen.toString());
    INDArray image = Nd4j.rand(1, 3, 200, 240).muli(2).subi(1);
    try (Network network = Networks.compile(trunk, EXACT)) {
      double[] before = values(network, image, y, x);
      INDArray other = Nd4j.rand(1, 3, 200, 240).muli(2).subi(1);
      INDArray inside = other.dup();
      for (int row = 0; row < 200; row++) {
        for (int column = 0; column < 240; column++) {
          INDArray kept = seen.holds(column, row) ? other : inside;
          for (int c = 0; c < 3; c++) {
            kept.putScalar(new long[] {0, c, row, column}, image.getDouble(0, c, row, column));
          }
        }
      }
      assertArrayEquals(before, values(network, other, y, x));
      double[] changed = values(network, inside, y, x);
      assertNotEquals(before[0] + before[1] + before[2], changed[0] + changed[1] + changed[2]);
    }
  }

  private static double[] values(Network network, INDArray image, int y, int x) {
    try (ForwardPass pass = network.forward(image, Set.of("mixed0"))) {
      INDArray activation = pass.activations().of("mixed0");
      double[] all = new double[(int) activation.size(3)];
      for (int c = 0; c < all.length; c++) {
        all[c] = activation.getDouble(0, y, x, c);
      }
      return all;
    }
  }

  @Test
  void unclipped_fields_are_of_one_size_and_hold_the_clipped_ones() {
    Graph trunk = Models.load("inception-v3").graph();
    ReceptiveField field = ReceptiveField.of(trunk, "mixed3", 300, 260);
    Rectangle corner = field.unclipped(0, 0);
    assertTrue(corner.left() < 0 && corner.top() < 0, corner.toString());
    for (int y = 0; y < field.height(); y++) {
      for (int x = 0; x < field.width(); x++) {
        Rectangle whole = field.unclipped(y, x);
        assertEquals(corner.width() + "x" + corner.height(), whole.width() + "x" + whole.height());
        Rectangle seen = field.at(y, x);
        assertTrue(whole.holds(seen.left(), seen.top()));
        assertTrue(whole.holds(seen.left() + seen.width() - 1, seen.top() + seen.height() - 1));
      }
    }
    ReceptiveField whole = ReceptiveField.of(Models.load("lecture").graph(), "logits", 28, 28);
    // Not the last two rows: pooling leaves one of eleven out, before it one of twenty-six.
    assertEquals(new Rectangle(0, 0, 26, 26), whole.at(0, 0));
    assertEquals(whole.at(0, 0), whole.unclipped(0, 0));
  }
}
