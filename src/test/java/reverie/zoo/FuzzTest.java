package reverie.zoo;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import reverie.network.EngineOptions;
import reverie.network.ForwardPass;
import reverie.network.Network;
import reverie.network.engine.Networks;
import reverie.support.UserException;
import reverie.weights.Mutations;

/**
 * Damaged files of every format, for so many seconds as {@code -Dfuzz.seconds} says: each is read,
 * or refused by one clear error; and a network that is made of one runs or is refused, and never
 * ends the JVM. Each damage is a function of its number, which a failure tells.
 */
class FuzzTest {
  private static final Duration TIME = Duration.ofSeconds(Integer.getInteger("fuzz.seconds", 5));

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
          "operators.onnx");

  @TempDir Path folder;

  @Test
  void damaged_files_are_read_or_refused() throws IOException {
    long end = System.nanoTime() + TIME.toNanos();
    int refused = 0;
    int run = 0;
    for (int seed = 0; System.nanoTime() < end; seed++) {
      String sample = SAMPLES.get(seed % SAMPLES.size());
      byte[] whole = Files.readAllBytes(Path.of("src/test/resources/weights", sample));
      Path file = Files.write(folder.resolve("damaged"), Mutations.of(whole, seed));
      try {
        Model model = Models.open(file);
        run(model);
        run++;
      } catch (UserException e) {
        assertFalse(e.getMessage().contains("\n"), e.getMessage());
        refused++;
      } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
        throw new AssertionError(sample + ", seed " + seed, e);
      }
    }
    System.out.printf("%d damaged files refused, %d networks run%n", refused, run);
    assertTrue(refused > 0);
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
