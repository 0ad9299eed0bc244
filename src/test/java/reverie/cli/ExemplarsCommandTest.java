package reverie.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import reverie.cli.DreamOptionsTest.Check;
import reverie.image.Picture;
import reverie.image.Pictures;
import reverie.network.EngineOptions;
import reverie.recipe.ExemplarSettings;
import reverie.recipe.ExemplarsRecipe;
import reverie.recipe.Session;
import reverie.support.IndexRanges;
import reverie.weights.Safetensors;
import reverie.zoo.Models;
import reverie.zoo.SmallModels;

class ExemplarsCommandTest {
  static Map<String, Check> table() {
    Map<String, Check> table = new LinkedHashMap<>();
    table.put("exemplars --layers", ExemplarsCommandTest::layers);
    table.put("exemplars --channels", ExemplarsCommandTest::channels);
    table.put("exemplars --top", b -> assertEquals(1, channel(b, "--top=1").size()));
    table.put("exemplars --size", b -> assertEquals(30, widest(b, "--size=30")));
    table.put("exemplars --output", ExemplarsCommandTest::output);
    table.put("exemplars --force", ExemplarsCommandTest::force);
    table.put("exemplars --quiet", ExemplarsCommandTest::quiet);
    table.put("exemplars --model", ExemplarsCommandTest::model);
    table.put("exemplars --architecture", ExemplarsCommandTest::architecture);
    table.put("exemplars --engine", ExemplarsCommandTest::engine);
    table.put("exemplars --threads", ExemplarsCommandTest::threads);
    table.put("exemplars --precision", ExemplarsCommandTest::precision);
    return table;
  }

  @TestFactory
  Stream<DynamicTest> changing(@TempDir Path folder) {
    Workbench bench = new Workbench(folder);
    return table().entrySet().stream()
        .map(e -> DynamicTest.dynamicTest(e.getKey(), () -> e.getValue().on(bench)));
  }

  /** Three pictures in a folder of their own. */
  private static Path pictures(Workbench bench) throws Exception {
    Path folder = Files.createDirectories(bench.file("pictures"));
    if (!Files.exists(folder.resolve("c.png"))) {
      bench.photo("pictures/a.png", 60, 50);
      bench.photo("pictures/b.png", 48, 64);
      bench.photo("pictures/c.png", 40, 44);
    }
    return folder;
  }

  private static Outcome exemplars(Workbench bench, String... options) throws Exception {
    List<String> words = new ArrayList<>(List.of("exemplars", pictures(bench).toString()));
    List<String> quick =
        new ArrayList<>(
            List.of("--force", "--layer=conv2d_1", "--channels=0-3", "-o=" + bench.file("found")));
    for (String option : options) {
      quick.removeIf(q -> q.split("=", 2)[0].equals(option.split("=", 2)[0]));
    }
    words.addAll(quick);
    words.addAll(List.of(options));
    return Outcome.of(words.toArray(String[]::new));
  }

  private static JsonNode found(Workbench bench, String... options) throws Exception {
    exemplars(bench, options).ends(ExitCode.DONE);
    return new ObjectMapper().readTree(bench.file("found/exemplars.json").toFile());
  }

  /** The exemplars of the first layer's first channel. */
  private static JsonNode channel(Workbench bench, String... options) throws Exception {
    return found(bench, options).path("layers").get(0).path("channels").get(0).path("exemplars");
  }

  private static double value(Workbench bench, String... options) throws Exception {
    return channel(bench, options).get(0).path("activation").asDouble();
  }

  private static int widest(Workbench bench, String... options) throws Exception {
    int widest = 0;
    for (JsonNode e : channel(bench, options)) {
      widest = Math.max(widest, e.path("width").asInt());
    }
    return widest;
  }

  private static void layers(Workbench bench) throws Exception {
    JsonNode layers = found(bench, "--layer=conv2d_1,conv2d_2").path("layers");
    assertEquals(2, layers.size());
    assertEquals("conv2d_2", layers.get(1).path("layer").asText());
    JsonNode first = layers.get(1).path("channels").get(0).path("exemplars").get(0);
    assertEquals(7, first.path("rectangle").path("width").asInt(), "two 3x3, a stride of 2");
    Picture crop = Pictures.read(bench.file("found/" + first.path("crop").asText()));
    assertEquals(7, crop.width());
    exemplars(bench, "--layer=conv2d1").ends(ExitCode.USAGE).says("unknown layer", "conv2d_1");
  }

  private static void channels(Workbench bench) throws Exception {
    JsonNode channels = found(bench, "--channels=9,2-3").path("layers").get(0).path("channels");
    assertEquals(9, channels.get(0).path("channel").asInt());
    assertEquals(3, channels.size());
    assertEquals(4 + 3 * (3 * 42 + 4), Pictures.read(bench.file("found/conv2d_1.png")).height());
    exemplars(bench, "--channels=32").ends(ExitCode.USAGE).says("from 0 to 31, found 32");
    Outcome many =
        Outcome.of(
            "exemplars",
            pictures(bench).toString(),
            "--layer=mixed0",
            "-o=" + bench.file("many"),
            "--top=1");
    many.ends(ExitCode.DONE).says("mixed0 has 256 channels, the first 32 are looked at");
  }

  private static void output(Workbench bench) throws Exception {
    String out = exemplars(bench, "-o=" + bench.file("else/where")).ends(ExitCode.DONE).out();
    assertEquals(
        List.of(
            bench.file("else/where/conv2d_1.png").toString(),
            bench.file("else/where/exemplars.json").toString()),
        out.lines().toList());
    assertEquals(List.of("conv2d_1", "conv2d_1.png", "exemplars.json"), bench.names("else/where"));
    assertTrue(bench.names("else/where/conv2d_1").contains("0-1.png"));
    exemplars(bench, "-o=" + bench.file("pictures/in")).ends(ExitCode.USAGE).says("lies in");
  }

  private static void force(Workbench bench) throws Exception {
    found(bench);
    String[] words = {
      "exemplars",
      pictures(bench).toString(),
      "-o=" + bench.file("found"),
      "--layer=conv2d_1",
      "--channels=0",
      "--top=1"
    };
    Outcome.of(words).ends(ExitCode.FILE).says("exists already", "--force");
    assertTrue(bench.names("found/conv2d_1").size() > 1);
    found(bench, "--channels=0", "--top=1");
    assertEquals(List.of("0-1.png"), bench.names("found/conv2d_1"), "none of the earlier search");
  }

  private static void quiet(Workbench bench) throws Exception {
    exemplars(bench).ends(ExitCode.DONE).says("exemplars: 3 of 3");
    assertEquals("", exemplars(bench, "--quiet").ends(ExitCode.DONE).err());
  }

  private static void model(Workbench bench) throws Exception {
    JsonNode found = found(bench, "--model=lecture", "--layer=conv1");
    assertEquals("lecture", found.path("model").asText());
    assertEquals(Models.load("lecture").hash(), found.path("sha256").asText());
  }

  private static void architecture(Workbench bench) throws Exception {
    Path file = bench.file("squeeze.safetensors");
    Safetensors.write(file, SmallModels.squeezeNet(), Map.of());
    String layer = "--layer=features.1";
    found(bench, "--model=" + file, "--architecture=squeezenet1_1", layer);
    exemplars(bench, "--model=" + file, "--architecture=vgg19", layer).ends(ExitCode.FILE);
  }

  private static void engine(Workbench bench) throws Exception {
    assertEquals(value(bench), value(bench, "--engine=nd4j"), 1e-4);
    exemplars(bench, "--engine=nd4j", "--precision=bf16").ends(ExitCode.USAGE).says("f32 only");
  }

  private static void threads(Workbench bench) throws Exception {
    assertEquals(value(bench, "--threads=1"), value(bench, "--threads=2"));
    exemplars(bench, "--threads=-1").ends(ExitCode.USAGE).says("--threads: expected 0 to 1024");
  }

  private static void precision(Workbench bench) throws Exception {
    double full = value(bench);
    Outcome draft = exemplars(bench, "--precision=bf16");
    if (draft.code() == ExitCode.FILE) {
      draft.says("this processor cannot compute in bf16");
    } else {
      assertEquals(full, value(bench, "--precision=bf16"), 0.05 * full);
    }
  }

  @Test
  void a_damaged_picture_is_told_and_ends_with_3_after_the_others(@TempDir Path folder)
      throws Exception {
    Workbench bench = new Workbench(folder);
    byte[] whole = Files.readAllBytes(pictures(bench).resolve("a.png"));
    Files.write(bench.file("pictures/bad.png"), java.util.Arrays.copyOf(whole, whole.length / 2));
    exemplars(bench)
        .ends(ExitCode.FILE)
        .says("bad.png: expected a whole PNG", "1 of 4 pictures were skipped");
    JsonNode json = new ObjectMapper().readTree(bench.file("found/exemplars.json").toFile());
    assertEquals("[\"bad.png\"]", json.path("skipped").toString());
    assertEquals(3, json.path("pictures").asInt());
    assertTrue(Files.exists(bench.file("found/conv2d_1.png")));
  }

  @Test
  void a_search_that_was_stopped_goes_on_to_the_same_bytes(@TempDir Path folder) throws Exception {
    Workbench bench = new Workbench(folder);
    Path pictures = pictures(bench);
    String[] words = {
      "exemplars",
      pictures.toString(),
      "-o=" + bench.file("found"),
      "--layer=conv2d_1",
      "--channels=0-3",
      "--top=2"
    };
    Outcome.of(words).ends(ExitCode.DONE);
    Files.move(bench.file("found"), bench.file("unbroken"));
    Files.createDirectories(bench.file("found"));
    Path state = bench.file("found/exemplars.state");
    AtomicInteger asked = new AtomicInteger();
    try (Session session = Session.open("inception-v3")) {
      new ExemplarsRecipe()
          .run(
              pictures,
              new ExemplarSettings(
                  Map.of("conv2d_1", IndexRanges.first(4, 32)), 2, ExemplarSettings.SIZE),
              session,
              new ExemplarsRecipe.Watch() {},
              () -> asked.getAndIncrement() >= 2,
              Optional.of(
                  new ExemplarsRecipe.State(
                      state, ExemplarsCommand.computed(EngineOptions.DEFAULT))));
    }
    assertTrue(Files.exists(state));
    Outcome.of(words).ends(ExitCode.DONE).says("goes on after 2 pictures");
    assertFalse(Files.exists(state));
    Map<String, byte[]> expected = contents(bench.file("unbroken"));
    Map<String, byte[]> resumed = contents(bench.file("found"));
    assertEquals(expected.keySet(), resumed.keySet());
    expected.forEach((name, bytes) -> assertArrayEquals(bytes, resumed.get(name), name));
  }

  private static Map<String, byte[]> contents(Path folder) throws Exception {
    Map<String, byte[]> contents = new TreeMap<>();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        contents.put(folder.relativize(file).toString(), Files.readAllBytes(file));
      }
    }
    return contents;
  }
}
