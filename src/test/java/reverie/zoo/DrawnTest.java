package reverie.zoo;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
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

  @Test
  void the_first_deep_dreams_network_computes_what_pytorch_does() throws IOException {
    compare(
        (Drawn) Architectures.ALL.get("googlenet"),
        reference().path("googlenet of Caffe"),
        Set.of("Caffe"));
  }

  private static void compare(Drawn architecture, JsonNode expected) {
    compare(architecture, expected, Set.of("torchvision", "PyTorch"));
  }

  private static void compare(Drawn architecture, JsonNode expected, Set<String> named) {
    boolean head = expected.path("count").asInt() == ImageNet.CLASSES;
    Dialect dialect =
        architecture.dialects().stream()
            .filter(d -> named.contains(d.name()))
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
  void a_whole_keras_model_computes_what_pytorch_does() throws IOException {
    Model model = Models.open(Path.of("src/test/resources/weights/whole.h5"));
    assertEquals("tiny", model.name());
    compare(model.graph(), Draft.LOGITS, reference().path("whole.h5"));
  }

  @Test
  void an_onnx_model_of_most_operators_computes_what_pytorch_does() throws IOException {
    Model model = Models.open(Path.of("src/test/resources/weights/operators.onnx"));
    assertEquals("operators", model.name());
    assertEquals("conv1", model.graph().node("relu1").name());
    assertEquals("fc2", model.graph().node(Draft.LOGITS).name());
    compare(model.graph(), Draft.LOGITS, reference().path("operators.onnx"));
  }

  /** Keras' layouts and blue first: the same numbers moved there and read back. */
  @Test
  void vgg_of_keras_computes_what_torchvisions_does() throws IOException {
    Drawn vgg = (Drawn) Architectures.ALL.get("vgg16");
    Weights torch = MadeUp.weights(vgg.dialects().get(0).design(), false);
    List<String> kerasNames =
        Draft.expected(vgg.dialects().get(1).design()).stream().map(Draft.Expected::name).toList();
    Map<String, Weights.Tensor> keras = new LinkedHashMap<>();
    int at = 0;
    for (Weights.Tensor tensor : torch.tensors().values()) {
      String name = kerasNames.get(at++).replace(".weight", "/kernel").replace(".bias", "/bias");
      keras.put(name, tensor.shape().length == 4 ? keras(tensor, at == 1) : tensor);
    }
    Checkpoint file = new Checkpoint.Arrays(new Weights("keras", keras, Map.of()));
    Model model = Models.of(file);
    assertEquals("vgg16", model.name());
    assertEquals(255, model.preprocessing().scale()[0]);
    assertEquals(-123.68f, model.preprocessing().shift()[0], "red's mean comes first");
    assertEquals("block4_conv2", model.graph().node("relu4_2").name());
    compare(model.graph(), "block5_pool", reference().path("vgg16"));
  }

  /** {@code [out, in, h, w]} as {@code [h, w, in, out]}, blue first where the picture is read. */
  private static Weights.Tensor keras(Weights.Tensor torch, boolean first) {
    int out = (int) torch.shape()[0];
    int in = (int) torch.shape()[1];
    int taps = (int) (torch.shape()[2] * torch.shape()[3]);
    float[] values = new float[torch.values().length];
    for (int o = 0; o < out; o++) {
      for (int i = 0; i < in; i++) {
        for (int t = 0; t < taps; t++) {
          int to = first ? in - 1 - i : i;
          values[(t * in + to) * out + o] = torch.values()[(o * in + i) * taps + t];
        }
      }
    }
    return new Weights.Tensor(new long[] {torch.shape()[2], torch.shape()[3], in, out}, values);
  }

  @Test
  void a_matrix_of_keras_reads_row_by_row_and_one_of_torch_channel_by_channel() {
    // 2 channels of 1x2: Keras feeds (c0, c1) of the first position, then of the second.
    float[] keras = {1, 2, 3, 4};
    Weights weights =
        new Weights(
            "keras", Map.of("fc1/kernel", new Weights.Tensor(new long[] {4, 1}, keras)), Map.of());
    Dialect dialect =
        KerasArrays.dialect(d -> {}, new Model.Suggested(List.of(), List.of(), List.of()), 1, 2);
    assertArrayEquals(
        new float[] {1, 3, 2, 4},
        dialect.renamed().apply(weights).get("fc1.weight", 1, 4).values());
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
