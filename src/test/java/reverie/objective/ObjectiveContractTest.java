package reverie.objective;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import reverie.network.Activations;
import reverie.tensor.StepMemory;

/** What every objective promises, on each kind of the list and on the losses of style transfer. */
class ObjectiveContractTest {
  private static final double STEP = 1e-5;

  /** Of a matrix root in float32, where directions weaker than 1e-5 are lost. */
  private static final double TRANSPORT = 5e-3;

  /** Kind -> words to try it with; a new kind adds its line. */
  private static final Map<String, List<String>> EXAMPLES =
      Map.of(
          "channel", List.of("channel:mixed4:3"),
          "class", List.of("class:7", "class:\"school bus\""),
          "direction", List.of("direction:mixed4:0=1,3=-0.5", "direction:mixed4:0=1,3=-0.5:2"),
          "guide", List.of("guide:C:\\flowers.jpg:mixed4"),
          "l1", List.of("l1", "l1:0.25"),
          "l2", List.of("l2", "l2:0"),
          "layer", List.of("layer:mixed4"),
          "neuron", List.of("neuron:mixed4:2", "neuron:mixed4:4:0:2"),
          "tv", List.of("tv"),
          "tv-abs", List.of("tv-abs"));

  private static Map<String, Objective> all() {
    Map<String, Objective> all = new LinkedHashMap<>();
    for (ObjectiveKind kind : ObjectiveKinds.ALL.all()) {
      for (String text : EXAMPLES.getOrDefault(kind.name(), List.of())) {
        all.put(text, Objectives.parse(text, Tiny.context()).terms().get(0).objective());
      }
    }
    INDArray other = Tiny.random(DataType.FLOAT, 9, 1, 2, 3, 5);
    INDArray weights = Tiny.array(new long[] {6, 1}, 1, 0.5, 0, 0.25, 2, 1);
    for (MomentDistanceKind kind : MomentDistances.ALL.all()) {
      MomentDistance distance = kind.to(Moments.of(other));
      all.put("style loss " + kind.name(), new StyleLoss("mixed4", distance));
      all.put(
          "style loss " + kind.name() + " of a region",
          new StyleLoss("mixed4", distance, Optional.of(weights)));
    }
    all.put("cross entropy", new CrossEntropy(4));
    all.put("feature loss", new FeatureLoss("mixed4", other));
    all.put("dot compare", new DotCompare("mixed4", other, 0));
    all.put("dot compare of a power", new DotCompare("mixed4", other, 2));
    return all;
  }

  private static Stream<DynamicTest> forAll(BiConsumer<Objective, Integer> test) {
    return all().entrySet().stream()
        .flatMap(
            e ->
                Stream.of(1, 2)
                    .map(
                        n ->
                            DynamicTest.dynamicTest(
                                e.getKey() + ", batch of " + n,
                                () -> test.accept(e.getValue(), n))));
  }

  @Test
  void every_kind_has_an_example_here() {
    assertEquals(ObjectiveKinds.ALL.names(), EXAMPLES.keySet());
  }

  @Test
  void the_list_is_sorted() {
    assertEquals(
        ObjectiveKinds.ALL.names().stream().sorted().toList(),
        List.copyOf(ObjectiveKinds.ALL.names()));
  }

  @TestFactory
  Stream<DynamicTest> its_gradient_is_that_of_central_differences() {
    return forAll(
        (objective, n) -> {
          Activations at = Tiny.activations(DataType.DOUBLE, n, 1);
          Map<String, INDArray> gradients = objective.evaluate(at).gradients();
          assertEquals(objective.layers(), gradients.keySet());
          for (String layer : objective.layers()) {
            assertArrayEquals(at.of(layer).shape(), gradients.get(layer).shape());
            INDArray gradient = gradients.get(layer).reshape(at.of(layer).length());
            double[] expected = differences(objective, at, layer);
            double scale = 0;
            for (double e : expected) {
              scale = Math.max(scale, Math.abs(e));
            }
            assertTrue(scale > 0, "the gradient is nowhere but zero");
            assertArrayEquals(expected, gradient.toDoubleVector(), 1e-6 * scale);
          }
        });
  }

  private static double[] differences(Objective objective, Activations at, String layer) {
    INDArray changed = at.of(layer).dup('c');
    INDArray flat = changed.reshape(changed.length());
    Map<String, INDArray> map = new HashMap<>(at.byLayer());
    map.put(layer, changed);
    Activations moved = new Activations(map);
    double[] result = new double[(int) flat.length()];
    for (int i = 0; i < result.length; i++) {
      double x = flat.getDouble(i);
      flat.putScalar(i, x + STEP);
      double above = objective.evaluate(moved).value();
      flat.putScalar(i, x - STEP);
      double below = objective.evaluate(moved).value();
      flat.putScalar(i, x);
      result[i] = (above - below) / (2 * STEP);
    }
    return result;
  }

  @TestFactory
  Stream<DynamicTest> scaled_it_has_its_value_and_a_multiple_of_its_gradient() {
    return forAll(
        (objective, n) -> {
          Activations at = Tiny.activations(DataType.DOUBLE, n, 1);
          Evaluation plain = objective.evaluate(at);
          Evaluation scaled = objective.scaled(at, -2.5);
          assertEquals(plain.value(), scaled.value());
          for (String layer : objective.layers()) {
            INDArray expected = plain.gradients().get(layer).mul(-2.5);
            double size = expected.norm2Number().doubleValue();
            double off = expected.sub(scaled.gradients().get(layer)).norm2Number().doubleValue();
            assertEquals(0, off, 1e-12 * size);
          }
        });
  }

  @TestFactory
  Stream<DynamicTest> float32_measures_what_float64_does() {
    return forAll(
        (objective, n) -> {
          Evaluation exact = objective.evaluate(Tiny.activations(DataType.DOUBLE, n, 1));
          Evaluation single = objective.evaluate(Tiny.activations(DataType.FLOAT, n, 1));
          double close = isTransport(objective) ? TRANSPORT : 1e-5;
          assertEquals(exact.value(), single.value(), close * Math.max(0.01, exact.value()));
          for (String layer : objective.layers()) {
            INDArray gradient = single.gradients().get(layer);
            assertEquals(DataType.FLOAT, gradient.dataType());
            INDArray wanted = exact.gradients().get(layer);
            double error = gradient.castTo(DataType.DOUBLE).distance2(wanted);
            assertEquals(0, error, close * wanted.norm2Number().doubleValue());
          }
        });
  }

  private static boolean isTransport(Objective objective) {
    return objective instanceof StyleLoss style && style.distance() instanceof WassersteinDistance;
  }

  @TestFactory
  Stream<DynamicTest> some_steps_along_the_gradient_lead_where_it_says() {
    return forAll(
        (objective, n) -> {
          Activations at = Tiny.activations(DataType.FLOAT, n, 3);
          double sign = objective.direction() == Direction.MAXIMISE ? 1 : -1;
          double before = objective.evaluate(at).value();
          for (int i = 0; i < 5; i++) {
            objective
                .evaluate(at)
                .gradients()
                .forEach((layer, g) -> at.of(layer).addi(g.mul(sign * 0.02 / norm(g))));
          }
          double gain = sign * (objective.evaluate(at).value() - before);
          assertTrue(gain > 0, "gained " + gain);
        });
  }

  private static double norm(INDArray array) {
    return array.norm2Number().doubleValue();
  }

  @TestFactory
  Stream<DynamicTest> it_leaves_the_activations_as_they_are() {
    return forAll(
        (objective, n) -> {
          Activations at = Tiny.activations(DataType.FLOAT, n, 4);
          objective.evaluate(at);
          Activations same = Tiny.activations(DataType.FLOAT, n, 4);
          same.byLayer().forEach((layer, array) -> assertEquals(array, at.of(layer)));
        });
  }

  @TestFactory
  Stream<DynamicTest> memory_that_was_used_before_does_not_show() {
    return forAll(
        (objective, n) -> {
          Activations at = Tiny.activations(DataType.FLOAT, n, 5);
          Evaluation fresh = objective.evaluate(at);
          for (int step = 0; step < 4; step++) {
            StepMemory memory = StepMemory.open();
            try {
              Evaluation again = objective.evaluate(at);
              assertEquals(fresh.value(), again.value());
              again
                  .gradients()
                  .forEach(
                      (layer, g) -> {
                        assertEquals(fresh.gradients().get(layer), g);
                        // Soils the arena for the next step.
                        g.assign(Float.NaN);
                      });
            } finally {
              memory.close();
            }
          }
          StepMemory.release();
        });
  }

  @TestFactory
  Stream<DynamicTest> a_caller_who_changes_a_gradient_does_not_change_the_objective() {
    return forAll(
        (objective, n) -> {
          Activations at = Tiny.activations(DataType.FLOAT, n, 6);
          Evaluation first = objective.evaluate(at);
          Map<String, INDArray> kept = new HashMap<>();
          first.gradients().forEach((layer, g) -> kept.put(layer, g.dup()));
          first.gradients().values().forEach(g -> g.assign(7));
          objective
              .evaluate(at)
              .gradients()
              .forEach((layer, g) -> assertEquals(kept.get(layer), g));
        });
  }
}
