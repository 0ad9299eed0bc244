package reverie.network;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * What every compute engine must do: each operation with each option agrees with the {@link
 * ReferenceNetwork}, forward and backward. How a pass behaves is in {@link PassContract}; an
 * engine's test extends that.
 */
public abstract class EngineContract {
  /** The engine under test. */
  protected abstract Network compile(Graph graph);

  /** Largest error of an activation, relative to the layer's largest value. */
  protected double forwardTolerance() {
    return 1e-5;
  }

  /** Largest error of a derivative, relative to the largest derivative. */
  protected double gradientTolerance() {
    return 1e-4;
  }

  @TestFactory
  Stream<DynamicTest> activations_of_every_layer_agree_with_the_reference() {
    return ContractCase.all().stream()
        .map(c -> DynamicTest.dynamicTest(c.name(), () -> activationsAgree(c)));
  }

  @TestFactory
  Stream<DynamicTest> image_gradients_agree_with_differences_of_the_reference() {
    return ContractCase.all().stream()
        .map(c -> DynamicTest.dynamicTest(c.name(), () -> gradientsAgree(c)));
  }

  @TestFactory
  Stream<DynamicTest> image_gradients_by_rules_agree_with_the_rules_as_written() {
    return RectifierCases.all().stream()
        .map(c -> DynamicTest.dynamicTest(c.name(), () -> rulesAgree(c)));
  }

  private void rulesAgree(ContractCase c) {
    Set<String> layers = new LinkedHashSet<>(c.graph().layerNames());
    Map<String, Features> made = new ReferenceNetwork(c.graph()).forward(c.image(), layers);
    Map<String, Features> all = new LinkedHashMap<>();
    layers.forEach(layer -> all.put(layer, noiseLike(layer.hashCode(), made.get(layer))));
    Map<String, Features> last = Map.of(c.lastLayer(), all.get(c.lastLayer()));
    try (Network network = compile(c.graph())) {
      for (Map<String, Features> gradients : List.of(last, all)) {
        // One network, one rule after the other, and the first again.
        for (GradientRule rule :
            List.of(
                GradientRule.NATURAL,
                GradientRule.GUIDED,
                GradientRule.THROUGH,
                GradientRule.NATURAL)) {
          assertDerivatives(
              rule + " at " + gradients.keySet(),
              new RuledReference(c.graph(), rule).backward(c.image(), gradients).values(),
              gradient(network, c.image(), gradients, rule).values());
        }
      }
    }
  }

  private void activationsAgree(ContractCase c) {
    Set<String> taps = new LinkedHashSet<>(c.graph().layerNames());
    Map<String, Features> expected = new ReferenceNetwork(c.graph()).forward(c.image(), taps);
    try (Network network = compile(c.graph());
        ForwardPass pass = network.forward(c.image().toChannelsFirst(), taps)) {
      assertEquals(taps, pass.activations().layers());
      for (String tap : taps) {
        assertClose(tap, expected.get(tap), pass.activations().of(tap), forwardTolerance());
      }
    }
    String last = c.lastLayer();
    try (Network network = compile(c.graph());
        ForwardPass pass = network.forward(c.image().toChannelsFirst(), Set.of(last))) {
      assertEquals(Set.of(last), pass.activations().layers());
      assertClose(
          last + " tapped alone",
          expected.get(last),
          pass.activations().of(last),
          forwardTolerance());
    }
  }

  private void gradientsAgree(ContractCase c) {
    Set<String> layers = new LinkedHashSet<>(c.graph().layerNames());
    Map<String, Features> made = new ReferenceNetwork(c.graph()).forward(c.image(), layers);
    Map<String, Features> all = new LinkedHashMap<>();
    for (String layer : layers) {
      all.put(layer, noiseLike(layer.hashCode(), made.get(layer)));
    }
    Map<String, Features> last = Map.of(c.lastLayer(), all.get(c.lastLayer()));
    Differences differences = new Differences(c.graph(), c.image());
    Map<String, double[]> expected = differences.ofEach(Map.of("all", all, "last", last));
    try (Network network = compile(c.graph())) {
      assertDerivatives(
          "only the last layer tapped",
          expected.get("last"),
          differences.along(gradient(network, c.image(), last)));
      assertDerivatives(
          "every layer tapped",
          expected.get("all"),
          differences.along(gradient(network, c.image(), all)));
    }
  }

  /** Gradients of standard normal numbers for that layer. */
  static Features noiseLike(long seed, Features layer) {
    return RandomLayers.noise(
        seed, layer.n(), new FeatureShape(layer.channels(), layer.height(), layer.width()));
  }

  /** The image gradient, those layers being the taps. */
  static Features gradient(Network network, Features image, Map<String, Features> byLayer) {
    return gradient(network, image, byLayer, GradientRule.NATURAL);
  }

  private static Features gradient(
      Network network, Features image, Map<String, Features> byLayer, GradientRule rule) {
    try (ForwardPass pass = network.forward(image.toChannelsFirst(), byLayer.keySet(), rule)) {
      INDArray gradient = pass.backward(channelsLast(byLayer));
      assertArrayEquals(
          new long[] {image.n(), image.channels(), image.height(), image.width()},
          gradient.shape());
      return Features.channelsFirst(gradient);
    }
  }

  static Map<String, INDArray> channelsLast(Map<String, Features> byLayer) {
    Map<String, INDArray> arrays = new LinkedHashMap<>();
    byLayer.forEach((layer, features) -> arrays.put(layer, features.toChannelsLast()));
    return arrays;
  }

  static void assertClose(String what, Features expected, INDArray found, double tolerance) {
    assertArrayEquals(
        new long[] {expected.n(), expected.height(), expected.width(), expected.channels()},
        found.shape(),
        what);
    assertClose(what, expected.values(), Features.channelsLast(found).values(), tolerance);
  }

  void assertDerivatives(String what, double[] expected, double[] found) {
    assertClose(what, expected, found, gradientTolerance());
  }

  private static void assertClose(
      String what, double[] expected, double[] found, double tolerance) {
    double largest = 0;
    for (double value : expected) {
      largest = Math.max(largest, Math.abs(value));
    }
    for (int i = 0; i < expected.length; i++) {
      // Written so that a NaN fails.
      if (!(Math.abs(expected[i] - found[i]) <= tolerance * largest)) {
        fail(what + ", number " + i + ": expected " + expected[i] + ", found " + found[i]);
      }
    }
  }
}
