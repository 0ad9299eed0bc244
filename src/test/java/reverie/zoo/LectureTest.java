package reverie.zoo;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import reverie.network.EngineOptions;
import reverie.network.ForwardPass;
import reverie.network.Network;
import reverie.network.Precision;
import reverie.network.engine.Networks;
import reverie.support.UserException;
import reverie.weights.Source;

class LectureTest {
  private static final Source EMBEDDED = new Lecture().embedded().orElseThrow();

  @Test
  void both_engines_give_the_scores_of_deeplearning4j() {
    MultiLayerNetwork theirs = LectureNetwork.read(EMBEDDED);
    Nd4j.getRandom().setSeed(3);
    INDArray images = Nd4j.rand(DataType.FLOAT, 4, 1, 28, 28);
    // The last layer there has the softmax: its scores are the layer's pre-activations.
    INDArray before = theirs.feedForward(images).get(5);
    INDArray expected = before.mmul(theirs.getParam("5_W")).addiRowVector(theirs.getParam("5_b"));
    INDArray probabilities = theirs.output(images);
    for (EngineOptions.Kind kind : List.of(EngineOptions.Kind.AUTO, EngineOptions.Kind.ND4J)) {
      EngineOptions options = new EngineOptions(kind, 0, Precision.F32);
      try (Network ours = Networks.compile(Models.load("lecture").graph(), options);
          ForwardPass pass = ours.forward(images, Set.of("logits", "softmax"))) {
        same(expected, pass.activations().of("logits"));
        same(probabilities, pass.activations().of("softmax"));
      }
    }
  }

  private static void same(INDArray expected, INDArray found) {
    assertArrayEquals(
        expected.dup('c').reshape(-1).toFloatVector(),
        found.dup('c').reshape(-1).toFloatVector(),
        1e-5f);
  }

  @Test
  void it_has_the_lectures_layers() {
    ModelSummary summary = ModelSummary.of(Models.load("lecture").graph(), 28, 28);
    assertEquals(
        List.of(
            "conv1 25x26x26 250",
            "pool1 25x13x13 0",
            "conv2 50x11x11 11300",
            "pool2 50x5x5 0",
            "flatten 1250x1x1 0",
            "dense 100x1x1 125100",
            "logits 10x1x1 1010",
            "softmax 10x1x1 0"),
        summary.layers().stream()
            .map(layer -> layer.name() + " " + layer.shape() + " " + layer.parameters())
            .toList());
  }

  @Test
  void the_same_seed_gives_the_same_bytes_which_are_read_again(@TempDir Path folder)
      throws IOException {
    Random random = new Random(4);
    float[][] images = new float[20][LectureTraining.SIDE * LectureTraining.SIDE];
    int[] labels = new int[images.length];
    for (int i = 0; i < images.length; i++) {
      labels[i] = i % LectureTraining.CLASSES;
      for (int j = 0; j < images[i].length; j++) {
        // Digit d is a bright band at row 2 d.
        boolean band = j / LectureTraining.SIDE / 2 == labels[i];
        images[i][j] = (band ? 0.8f : 0) + 0.2f * random.nextFloat();
      }
    }
    double first = 0;
    double last = 0;
    for (String name : List.of("a.zip", "b.zip")) {
      LectureTraining training = LectureTraining.begin(0.002, 7);
      first = training.fit(images, labels);
      for (int step = 0; step < 30; step++) {
        last = training.fit(images, labels);
      }
      assertTrue(last < first / 3, first + " to " + last);
      assertTrue(training.accuracy(images, labels) > 0.8);
      training.save(folder.resolve(name));
    }
    assertArrayEquals(
        Files.readAllBytes(folder.resolve("a.zip")), Files.readAllBytes(folder.resolve("b.zip")));
    Model model = Models.load("lecture", Source.of(folder.resolve("a.zip")));
    assertEquals("", model.notice());
    assertEquals("7", model.labels().get(7));
  }

  @Test
  void other_and_damaged_files_are_refused(@TempDir Path folder) throws IOException {
    Path other = folder.resolve("other.zip");
    Files.writeString(other, "PK no zip");
    UserException e =
        assertThrows(UserException.class, () -> Models.load("lecture", Source.of(other)));
    assertTrue(e.getMessage().contains("other.zip: expected weights as "));
    byte[] whole;
    try (Source.Content content = EMBEDDED.open()) {
      whole = new byte[(int) content.length()];
      content.read(0, whole.length).get(whole);
    }
    Path cut = folder.resolve("cut.zip");
    Files.write(cut, java.util.Arrays.copyOf(whole, whole.length / 2));
    assertThrows(UserException.class, () -> Models.load("lecture", Source.of(cut)));
  }
}
