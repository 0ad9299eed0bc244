package reverie.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import reverie.cli.DreamOptionsTest.Check;
import reverie.weights.Cache;
import reverie.weights.Safetensors;
import reverie.weights.UnreliableServer;
import reverie.weights.WeightFormats;
import reverie.weights.Weights;
import reverie.zoo.Models;
import reverie.zoo.SmallModels;

/** What is listed, fetched, checked and converted. */
class ModelsCommandTest {
  private static final String FILE = "squeezenet1_1-b8a52dc0.pth";
  private static final String SAMPLES = "src/test/resources/weights/";

  @TempDir Path folder;

  @BeforeEach
  void own_cache() throws IOException {
    Files.createDirectories(folder.resolve("cache"));
    System.setProperty(Cache.PROPERTY, folder.resolve("cache").toString());
  }

  @AfterEach
  void no_cache() {
    System.clearProperty(Cache.PROPERTY);
  }

  /** Option to check. */
  static Map<String, Check> table() {
    Map<String, Check> table = new LinkedHashMap<>();
    table.put("models pull --from", ModelsCommandTest::from);
    table.put("models pull --force", ModelsCommandTest::pullAgain);
    table.put("models pull --patience", ModelsCommandTest::patience);
    table.put("models convert --output", ModelsCommandTest::output);
    table.put("models convert --precision", ModelsCommandTest::precision);
    table.put("models convert --force", ModelsCommandTest::replace);
    return table;
  }

  @TestFactory
  Stream<DynamicTest> changing() {
    Workbench bench = new Workbench(folder);
    return table().entrySet().stream()
        .map(e -> DynamicTest.dynamicTest(e.getKey(), () -> e.getValue().on(bench)));
  }

  private static Path cached(Workbench bench) {
    return bench.file("cache").resolve(FILE);
  }

  private static void from(Workbench bench) throws Exception {
    try (UnreliableServer server = new UnreliableServer(new byte[1000])) {
      Outcome.of("models", "pull", "squeezenet1_1", "--from=" + server.at("/good"))
          .ends(ExitCode.FILE)
          .says("expected SHA-256 b8a52dc0, found 541b3e9d", "nothing of it is kept");
      assertEquals(List.of("/good 0"), server.asked());
    }
    Path other = Files.write(bench.file("other.pth"), new byte[10]);
    Outcome.of("models", "pull", "squeezenet1_1", "--from=" + other)
        .ends(ExitCode.FILE)
        .says("expected SHA-256 b8a52dc0, found", "another file than " + FILE);
    Outcome.of("models", "pull", "squeezenet1_1", "--from=http://example.org/x.pth")
        .ends(ExitCode.FILE)
        .says("expected an address that begins with https://");
    Outcome.of("models", "pull", "squeezenet1_1", "--from=no.pth")
        .ends(ExitCode.FILE)
        .says("no.pth");
    assertTrue(!Files.exists(cached(bench)));
    Outcome.of("models", "pull", "squeezenet").ends(ExitCode.USAGE).says("squeezenet1_1");
  }

  private static void pullAgain(Workbench bench) throws Exception {
    Files.write(cached(bench), new byte[10]);
    assertEquals(
        cached(bench) + System.lineSeparator(),
        Outcome.of("models", "pull", "squeezenet1_1").ends(0).out());
    Outcome.of("models", "pull", "squeezenet1_1", "--force", "--from=no.pth")
        .ends(ExitCode.FILE)
        .says("no.pth: there is no such file");
    Files.delete(cached(bench));
  }

  @Test
  void what_was_fetched_and_brings_its_own_architecture_is_used_by_name() throws Exception {
    Outcome.of("models", "show", "squeezenet1_1-onnx")
        .ends(ExitCode.FILE)
        .says("are not here yet", "reverie models pull squeezenet1_1-onnx");
    Path cache = Files.createDirectories(folder.resolve("cache"));
    Path place = cache.resolve("squeezenet1.1-7.onnx");
    Files.copy(Path.of(SAMPLES + "operators.onnx"), place);
    assertTrue(Outcome.of("models", "show", "squeezenet1_1-onnx").ends(0).out().contains("ONNX"));
    Outcome.of("models", "verify").ends(ExitCode.FILE).says("1 of the files");
    Files.delete(place);
  }

  private static void patience(Workbench bench) throws Exception {
    Outcome.of("models", "pull", "squeezenet1_1", "--patience=0").ends(ExitCode.USAGE);
    try (UnreliableServer server = new UnreliableServer(new byte[1000])) {
      Outcome.of(
              "models", "pull", "squeezenet1_1", "--patience=1", "--from=" + server.at("/silent"))
          .ends(ExitCode.FILE)
          .says("the server sent nothing for 1 s");
    }
  }

  private static void output(Workbench bench) {
    Outcome.of("models", "convert", SAMPLES + "two.pth", "-o", bench.file("o.pth").toString())
        .ends(ExitCode.USAGE)
        .says("ends in .safetensors");
    Path result = bench.file("o.safetensors");
    Outcome.of("models", "convert", SAMPLES + "two.pth", "-o", result.toString()).ends(0);
    Weights weights = WeightFormats.read(result);
    assertArrayEquals(new float[] {-1, 0, 1, 2}, weights.get("b", 4).values());
  }

  private static void precision(Workbench bench) throws Exception {
    Path file = bench.file("s.safetensors");
    Safetensors.write(file, SmallModels.squeezeNet(), Map.of());
    Path half = bench.file("half.safetensors");
    Outcome.of("models", "convert", file.toString(), "--precision=f16", "-o", half.toString())
        .ends(0);
    assertTrue(Files.size(half) < 0.51 * Files.size(file));
    assertEquals("squeezenet1_1", Models.open(half).name());
    float[] full = WeightFormats.read(file).named("features.0.weight").values();
    assertArrayEquals(full, WeightFormats.read(half).named("features.0.weight").values(), 1e-3f);
    Path eight = bench.file("eight.safetensors");
    Outcome.of("models", "convert", file.toString(), "--precision=q8", "-o", eight.toString())
        .ends(0);
    assertTrue(Files.size(eight) < 0.27 * Files.size(file), Files.size(eight) + " bytes");
    assertEquals("squeezenet1_1", Models.open(eight).name());
  }

  private static void replace(Workbench bench) throws Exception {
    Path result = Files.writeString(bench.file("there.safetensors"), "mine");
    String[] words = {"models", "convert", SAMPLES + "two.npz", "-o", result.toString()};
    Outcome.of(words).ends(ExitCode.FILE).says("exists already");
    assertEquals("mine", Files.readString(result));
    Outcome.of("models", "convert", SAMPLES + "two.npz", "-o", result.toString(), "--force")
        .ends(0);
    assertEquals(2, WeightFormats.read(result).tensors().size());
  }

  @Test
  void a_whole_keras_model_stays_one_when_converted() {
    Path result = folder.resolve("whole.safetensors");
    Outcome.of("models", "convert", SAMPLES + "whole.h5", "-o", result.toString()).ends(0);
    assertEquals("tiny", Models.open(result).name());
  }

  @Test
  void fetched_weights_are_listed_checked_and_used_by_name() throws IOException {
    assertEquals(
        folder.resolve("cache") + System.lineSeparator(),
        Outcome.of("models", "where").ends(0).out());
    assertEquals("", Outcome.of("models", "verify").ends(0).out());
    Outcome.of("models", "show", "squeezenet1_1")
        .ends(ExitCode.FILE)
        .says("comes without weights", "reverie models pull squeezenet1_1");
    Outcome.of("models", "show", "vgg19-keras-notop")
        .ends(ExitCode.FILE)
        .says("reverie models pull vgg19-keras-notop");
    Safetensors.write(folder.resolve("cache").resolve(FILE), SmallModels.squeezeNet(), Map.of());
    String shown = Outcome.of("models", "show", "squeezenet1_1").ends(0).out();
    assertTrue(shown.contains("1,235,496 parameters"), shown);
    String listed = Outcome.of("models", "list").ends(0).out();
    assertTrue(listed.matches("(?s).*squeezenet1_1 +5 MB  fetched .*"), listed);
    assertEquals(listed, Outcome.of("models").ends(0).out());
    Outcome verified = Outcome.of("models", "verify").ends(ExitCode.FILE).says("1 of the files");
    assertTrue(verified.out().contains("WRONG"), verified.out());
  }

  @Test
  void a_model_that_is_no_name_and_no_file_is_refused() {
    Outcome.of("models", "show", "weights/vgg19.pth")
        .ends(ExitCode.FILE)
        .says("weights/vgg19.pth: there is no such file");
  }
}
