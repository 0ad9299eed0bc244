package reverie.zoo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import reverie.Shared;
import reverie.network.EngineOptions;
import reverie.network.ForwardPass;
import reverie.network.Graph;
import reverie.network.Network;
import reverie.network.engine.Networks;
import reverie.weights.Checkpoint;
import reverie.weights.Weights;

/**
 * Every drawn architecture computes what PyTorch does: src/test/python/architectures.py made the
 * numbers, with modules of torchvision's names and shapes.
 */
class DrawnTest {
  private static final double TOLERANCE = 1e-4;

  private static JsonNode reference() throws IOException {
    return new JsonMapper().readTree(Path.of("src/test/resources/networks/torch.json").toFile());
  }

  @TestFactory
  Stream<DynamicTest> computes_what_pytorch_does() throws IOException {
    JsonNode reference = reference();
    return Architectures.drawn().stream()
        .map(
            architecture ->
                DynamicTest.dynamicTest(
                    architecture.name(),
                    () -> compare(architecture, reference.path(architecture.name()))));
  }

  private static void compare(Drawn architecture, JsonNode expected) {
    boolean head = expected.path("count").asInt() == ImageNet.CLASSES;
    List<Dialect> dialects = architecture.dialects();
    Dialect dialect =
        dialects.stream()
            .filter(d -> d.name().equals("torchvision") || d.name().equals("PyTorch"))
            .findFirst()
            .orElseThrow();
    Weights weights = MadeUp.weights(dialect.design(), head);
    // As a file would be: told by its arrays alone.
    List<Candidate> candidates = Candidate.all(weights, Architectures.drawn());
    assertEquals(architecture.name(), candidates.get(0).architecture().name());
    assertTrue(candidates.get(0).fit().whole(), candidates.get(0).fit().difference());
    assertTrue(!candidates.get(1).fit().whole(), "fits " + candidates.get(1).architecture().name());
    Model model = architecture.load(new Checkpoint.Arrays(weights));
    assertEquals(head ? ImageNet.CLASSES : 0, model.labels().size());
    compare(model.graph(), head ? Draft.LOGITS : "pool5", expected);
  }

  private static void compare(Graph graph, String layer, JsonNode expected) {
    int height = expected.path("height").asInt();
    int width = expected.path("width").asInt();
    INDArray input =
        Nd4j.create(MadeUp.noise("input", 3 * height * width), new int[] {1, 3, height, width});
    float[] found;
    try (Network network = Networks.compile(graph, EngineOptions.DEFAULT);
        ForwardPass pass = network.forward(input, Set.of(layer))) {
      found = pass.activations().channelsFirst(layer).data().asFloat();
    }
    assertEquals(expected.path("count").asInt(), found.length);
    double norm = 0;
    for (float f : found) {
      norm += (double) f * f;
    }
    double whole = expected.path("norm").asDouble();
    assertEquals(whole, Math.sqrt(norm), TOLERANCE * whole, "norm");
    // Each number within 1e-4 of the numbers' own size.
    double size = whole / Math.sqrt(found.length);
    int step = expected.path("step").asInt();
    for (int i = 0; i < expected.path("values").size(); i++) {
      assertEquals(
          expected.path("values").get(i).asDouble(), found[i * step], TOLERANCE * size, "" + i);
    }
  }

  @TestFactory
  Stream<DynamicTest> squeezenet_from_both_files_has_the_logits_of_pytorch() {
    return Stream.of("squeezenet1_1.pth", "squeezenet1_1.safetensors")
        .map(
            name ->
                DynamicTest.dynamicTest(
                    name,
                    () -> {
                      Model model = Models.open(Shared.file("models/squeezenet1_1/" + name));
                      assertEquals("squeezenet1_1", model.name());
                      assertEquals("tench, Tinca tinca", model.labels().get(0));
                      assertEquals(
                          "toilet tissue, toilet paper, bathroom tissue", model.labels().get(999));
                      compare(
                          model.graph(),
                          Draft.LOGITS,
                          reference().path("squeezenet1_1 with its weights"));
                    }));
  }

  @Test
  void layers_have_the_papers_names_too() {
    Drawn vgg = (Drawn) Architectures.ALL.get("vgg19");
    Weights weights = MadeUp.weights(vgg.dialects().get(0).design(), false);
    Graph graph = vgg.load(new Checkpoint.Arrays(weights)).graph();
    Map<String, String> names =
        Map.of(
            "relu1_1", "features.0",
            "features.1", "features.0",
            "relu4_2", "features.21",
            "features.22", "features.21",
            "pool4", "features.27",
            "relu5_1", "features.28");
    names.forEach((alias, own) -> assertEquals(own, graph.node(alias).name(), alias));
  }
}
