package reverie.zoo;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import reverie.network.EngineOptions;
import reverie.network.ForwardPass;
import reverie.network.Network;
import reverie.network.engine.Networks;
import reverie.support.UserException;
import reverie.weights.CaffeFormatTest;
import reverie.weights.Mutations;
import reverie.weights.Weights;

/**
 * Damaged files of every format, for so many seconds as {@code -Dfuzz.seconds} says: each is read,
 * or refused by one clear error; and a network that is made of one runs or is refused, and never
 * ends the JVM. Each damage is a function of its number, which a failure tells.
 */
class FuzzTest {
  private static final Duration TIME = Duration.ofSeconds(Integer.getInteger("fuzz.seconds", 5));

  /** Damaged inside its archive, whose checksums would refuse it else. */
  private static final String DL4J = "DeepLearning4J";

  /** Network in Network's arrays, few of them. */
  private static final String CAFFE = "Caffe";

  private static final List<String> SAMPLES =
      List.of(
          "two.pth",
          "two-legacy.pth",
          "views.pth",
          "views-legacy.pth",
          "two.npz",
          "packed.npz",
          "kinds.npz",
          "old.h5",
          "whole.h5",
          "operators.onnx",
          DL4J,
          CAFFE);

  @TempDir Path folder;

  @Test
  void damaged_files_are_read_or_refused() throws IOException {
    long end = System.nanoTime() + TIME.toNanos();
    int refused = 0;
    int run = 0;
    ByteArrayOutputStream dl4j = new ByteArrayOutputStream();
    ModelSerializer.writeModel(Dl4jGraphTest.graph(), dl4j, false);
    for (int seed = 0; System.nanoTime() < end; seed++) {
      String sample = SAMPLES.get(seed % SAMPLES.size());
      Path file = Files.write(folder.resolve("damaged"), damaged(sample, seed, dl4j));
      try {
        Model model = Models.open(file);
        run(model);
        run++;
      } catch (UserException e) {
        assertFalse(e.getMessage().contains("\n"), e.getMessage());
        refused++;
      } catch (OutOfMemoryError e) {
        // JavaCPP's own limit, asked before memory is taken; the program tells it in one line.
        assertTrue(String.valueOf(e.getMessage()).contains("Cannot allocate"), e.getMessage());
        refused++;
      } catch (RuntimeException | StackOverflowError e) {
        throw new AssertionError(sample + ", seed " + seed, e);
      }
    }
    System.out.printf("%d damaged files refused, %d networks run%n", refused, run);
    assertTrue(refused > 0);
  }

  private static byte[] damaged(String sample, int seed, ByteArrayOutputStream dl4j)
      throws IOException {
    if (sample.equals(CAFFE)) {
      var first = new Weights.Tensor(new long[] {2, 3, 1, 1}, new float[6]);
      var bias = new Weights.Tensor(new long[] {2}, new float[2]);
      return Mutations.of(
          CaffeFormatTest.model(Map.of("conv1.weight", first, "conv1.bias", bias)), seed);
    }
    if (!sample.equals(DL4J)) {
      return Mutations.of(Files.readAllBytes(Path.of("src/test/resources/weights", sample)), seed);
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(dl4j.toByteArray()));
        ZipOutputStream to = new ZipOutputStream(out)) {
      for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
        boolean text = entry.getName().endsWith(".json");
        byte[] content = in.readAllBytes();
        to.putNextEntry(new ZipEntry(entry.getName()));
        to.write(text == (seed % 3 != 0) ? Mutations.of(content, seed) : content);
      }
    }
    return out.toByteArray();
  }

  private static void run(Model model) {
    List<String> layers = model.graph().layerNames();
    INDArray picture = Nd4j.zeros(1, model.graph().inputChannels(), 17, 14);
    try (Network network = Networks.compile(model.graph(), EngineOptions.DEFAULT);
        ForwardPass pass = network.forward(picture, Set.of(layers.get(layers.size() - 1)))) {
      assertTrue(pass.activations().layers().size() == 1);
    }
  }
}
