package reverie.zoo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.File;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import reverie.Shared;
import reverie.network.FeatureShape;
import reverie.network.Graph;
import reverie.weights.WeightFormats;
import reverie.weights.Weights;

class InceptionV3Test {
  private static Graph graph;
  private static Map<String, float[]> run;

  @BeforeAll
  static void load() {
    graph = Models.load(Models.DEFAULT).graph();
  }

  @Test
  void it_has_fifty_convolutions_eight_poolings_and_six_joints() {
    Map<String, Long> kinds =
        graph.nodes().stream()
            .collect(Collectors.groupingBy(n -> n.operation().kind(), Collectors.counting()));
    assertEquals(
        Map.of(
            "input",
            1L,
            "convolution",
            50L,
            "max pooling",
            3L,
            "average pooling",
            5L,
            "concat",
            6L),
        kinds);
  }

  @Test
  void it_begins_and_ends_with_the_sources_names() {
    List<String> names = graph.layerNames();
    assertEquals(
        List.of(
            "conv2d_1",
            "conv2d_2",
            "conv2d_3",
            "max_pooling2d_1",
            "conv2d_4",
            "conv2d_5",
            "max_pooling2d_2"),
        names.subList(0, 7));
    assertEquals("mixed5", names.get(names.size() - 1));
  }

  @Test
  void its_joints_have_the_published_channels() {
    Map<String, FeatureShape> shapes = graph.shapes(graph.nodes(), 299, 299);
    assertEquals(new FeatureShape(256, 35, 35), shapes.get("mixed0"));
    assertEquals(new FeatureShape(288, 35, 35), shapes.get("mixed1"));
    assertEquals(new FeatureShape(288, 35, 35), shapes.get("mixed2"));
    assertEquals(new FeatureShape(768, 17, 17), shapes.get("mixed3"));
    assertEquals(new FeatureShape(768, 17, 17), shapes.get("mixed5"));
  }

  @Test
  void it_takes_the_smallest_picture_that_it_promises() {
    Model model = Models.load(Models.DEFAULT);
    assertTrue(graph.smallest(graph.nodes()).orElseThrow() <= model.minimalSize());
  }

  @Test
  void it_brings_its_licence() {
    String notice = Models.load(Models.DEFAULT).notice();
    assertTrue(
        notice.contains("MIT License") && notice.contains("Copyright (c) 2019 Infinite Red, Inc."));
  }

  @Test
  void all_layers_have_the_reference_shapes_and_values() throws Exception {
    Weights reference = WeightFormats.read(Shared.file("reference/trunk-cat.safetensors"));
    JsonNode stats = new JsonMapper().readTree(reference.metadata().get("stats"));
    Map<String, FeatureShape> shapes = graph.shapes(graph.nodes(), 160, 224);

    Map<String, float[]> values = referenceRun(reference);

    assertEquals(59, stats.size());
    for (Map.Entry<String, JsonNode> layer : stats.properties()) {
      String name = layer.getKey();
      JsonNode expected = layer.getValue();
      assertEquals(
          new FeatureShape(
              expected.get(3).asInt(), expected.get(4).asInt(), expected.get(5).asInt()),
          shapes.get(name),
          name);
      float[] found = values.get(name);
      double mean = 0;
      double square = 0;
      float most = Float.NEGATIVE_INFINITY;
      for (float v : found) {
        mean += v;
        square += (double) v * v;
        most = Math.max(most, v);
      }
      mean /= found.length;
      // PyTorch's: divided by one less than their number.
      double deviation = Math.sqrt((square - found.length * mean * mean) / (found.length - 1));
      assertEquals(expected.get(0).asDouble(), mean, 1e-5 * Math.abs(mean), name + " mean");
      assertEquals(expected.get(1).asDouble(), deviation, 1e-5 * deviation, name + " deviation");
      assertEquals(expected.get(2).asDouble(), most, 1e-5 * most, name + " maximum");
    }
  }

  @Test
  void activations_are_the_references_number_by_number() {
    Weights reference = WeightFormats.read(Shared.file("reference/trunk-cat.safetensors"));
    Map<String, float[]> values = referenceRun(reference);
    for (String name : reference.names()) {
      if (name.startsWith("activation/")) {
        float[] expected = reference.named(name).values();
        float[] found = values.get(name.substring("activation/".length()));
        double difference = 0;
        double size = 0;
        for (int i = 0; i < expected.length; i++) {
          difference += Math.pow(found[i] - expected[i], 2);
          size += Math.pow(expected[i], 2);
        }
        assertTrue(Math.sqrt(difference / size) < 3e-6, name + ": " + Math.sqrt(difference / size));
      }
    }
  }

  private static Map<String, float[]> referenceRun(Weights reference) {
    if (run == null) {
      run = LoopNetwork.run(graph, reference.get("input", 1, 3, 160, 224).values(), 160, 224);
    }
    return run;
  }

  /** A fresh process whose class path has no ND4J; it prints how long the loading took. */
  @Test
  void it_loads_without_native_code_and_says_how_fast() throws Exception {
    String classPath =
        Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
            .filter(entry -> !entry.contains("nd4j") && !entry.contains("javacpp"))
            .collect(Collectors.joining(File.pathSeparator));
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                classPath,
                Loading.class.getName())
            .redirectErrorStream(true)
            .start();
    String output =
        new String(
            process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor(), output);
    System.out.print(output);
    assertTrue(output.contains("inception-v3 loaded"), output);
  }

  /** Loads the model in a process of its own. */
  static final class Loading {
    public static void main(String[] arguments) {
      try {
        Class.forName("org.nd4j.linalg.factory.Nd4j");
        throw new AssertionError("ND4J is on the class path after all");
      } catch (ClassNotFoundException expected) {
        // As it should be.
      }
      long start = System.nanoTime();
      Model model = Models.load(Models.DEFAULT);
      System.out.printf(
          "%s loaded in %d ms%n", model.name(), (System.nanoTime() - start) / 1_000_000);
    }
  }
}
