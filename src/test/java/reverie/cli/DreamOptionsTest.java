package reverie.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import reverie.image.Picture;
import reverie.image.Pictures;

/** Each option of {@code dream} changes the result, in the way that its help says. */
class DreamOptionsTest {
  /** What an option is to do; {@link EveryOptionTest} asks for one for each. */
  @FunctionalInterface
  interface Check {
    void on(Workbench bench) throws Exception;
  }

  /** Option to check, as "dream --steps". */
  static Map<String, Check> table() {
    Map<String, Check> table = new LinkedHashMap<>();
    table.put("dream --layers", b -> differs(b, "layers", "--layers=conv2d_3=1,conv2d_2=2"));
    table.put("dream --objective", DreamOptionsTest::objective);
    table.put("dream --guide", DreamOptionsTest::guide);
    table.put("dream --octaves", DreamOptionsTest::octaves);
    table.put("dream --octave-scale", DreamOptionsTest::octaveScale);
    table.put("dream --steps", DreamOptionsTest::steps);
    table.put("dream --step-size", DreamOptionsTest::stepSize);
    table.put("dream --jitter", DreamOptionsTest::jitter);
    table.put("dream --smooth", DreamOptionsTest::smooth);
    table.put("dream --size", DreamOptionsTest::size);
    table.put("dream --seed", DreamOptionsTest::seed);
    table.put("dream --keep-colors", DreamOptionsTest::keepColors);
    table.put("dream --model", DreamOptionsTest::model);
    table.put("dream --architecture", DreamOptionsTest::architecture);
    table.put("dream --engine", DreamOptionsTest::engine);
    table.put("dream --threads", DreamOptionsTest::threads);
    table.put("dream --precision", DreamOptionsTest::precision);
    table.put("dream --max-memory", DreamOptionsTest::maxMemory);
    table.put("dream --output", DreamOptionsTest::output);
    table.put("dream --quality", DreamOptionsTest::quality);
    table.put("dream --force", DreamOptionsTest::force);
    table.put("dream --quiet", DreamOptionsTest::quiet);
    table.put("dream --save-every", DreamOptionsTest::saveEvery);
    table.put("dream --preview", DreamOptionsTest::preview);
    table.put("dream --trace", DreamOptionsTest::trace);
    return table;
  }

  @TestFactory
  Stream<DynamicTest> changing(@TempDir Path folder) {
    Workbench bench = new Workbench(folder);
    return table().entrySet().stream()
        .map(e -> DynamicTest.dynamicTest(e.getKey(), () -> e.getValue().on(bench)));
  }

  private static Picture differs(Workbench bench, String name, String... options) {
    Picture picture = bench.dreamt(name + ".png", options);
    double difference = Workbench.difference(bench.plain(), picture);
    assertTrue(difference > 0.1, name + " differs by " + difference);
    return picture;
  }

  private static void objective(Workbench bench) throws Exception {
    bench.plain();
    differs(bench, "objective", "--objective=channel:conv2d_3:7 - 0.5*tv");
    bench.dreamt("layer.png", "--objective=conv2d_3");
    assertArrayEquals(
        bench.bytes("plain.png"), bench.bytes("layer.png"), "a layer is an objective");
    bench
        .dream("two.png", "--objective=conv2d_3", "--layers=conv2d_3")
        .ends(ExitCode.USAGE)
        .says("--objective with --layers");
  }

  private static void guide(Workbench bench) throws Exception {
    Path guide = bench.photo("a guide.png", 48, 40);
    differs(bench, "guide", "--guide=" + guide);
    bench.dreamt("guided.png", "--objective=guide:\"" + guide + "\":conv2d_3");
    assertEquals(
        0,
        Workbench.difference(
            Pictures.read(bench.file("guide.png")), Pictures.read(bench.file("guided.png"))));
    // The weights of the layers are those of their guides.
    differs(bench, "weighted", "--guide=" + guide, "--layers=conv2d_2,conv2d_3=-0.5");
    assertTrue(
        new String(bench.bytes("weighted.png"), java.nio.charset.StandardCharsets.ISO_8859_1)
            .contains("- 0.5*guide:"));
  }

  private static void octaves(Workbench bench) throws Exception {
    for (int octaves : new int[] {1, 3}) {
      List<JsonNode> lines = bench.traced("octaves" + octaves, "--octaves=" + octaves);
      assertEquals(2 * octaves, lines.size());
      assertEquals(octaves, lines.get(0).get("octaves").intValue());
    }
    differs(bench, "octaves", "--octaves=1");
  }

  private static void octaveScale(Workbench bench) throws Exception {
    List<JsonNode> lines = bench.traced("scale", "--octave-scale=1.5");
    assertEquals(40, lines.get(0).get("width").intValue());
    assertEquals(60, lines.get(2).get("width").intValue());
    differs(bench, "octave-scale", "--octave-scale=1.5");
  }

  private static void steps(Workbench bench) throws Exception {
    assertEquals(6, bench.traced("steps3", "--steps=3").size());
    differs(bench, "steps", "--steps=3");
  }

  private static void stepSize(Workbench bench) {
    Picture photo = Pictures.read(bench.photo);
    double small = Workbench.difference(photo, bench.dreamt("small-step.png", "--step-size=0.005"));
    double large = Workbench.difference(photo, bench.dreamt("large-step.png", "--step-size=0.02"));
    assertTrue(large > 2.5 * small && large < 5 * small, small + ", " + large);
  }

  private static void jitter(Workbench bench) {
    differs(bench, "jitter0", "--jitter=0");
    differs(bench, "jitter9", "--jitter=9");
  }

  private static void smooth(Workbench bench) {
    Picture gaussian = differs(bench, "gaussian", "--smooth=gaussian");
    Picture laplacian = differs(bench, "laplacian", "--smooth=laplacian");
    assertTrue(Workbench.difference(gaussian, laplacian) > 0.1);
    Picture photo = Pictures.read(bench.photo);
    assertTrue(
        roughness(photo, gaussian) < 0.7 * roughness(photo, bench.plain()), "gaussian is smoother");
  }

  /** Mean difference of neighbours in a row, of what was dreamt. */
  private static double roughness(Picture photo, Picture dream) {
    double sum = 0;
    for (int i = 1; i < dream.rgb().length; i++) {
      double left = dream.rgb()[i - 1] - photo.rgb()[i - 1];
      sum += Math.abs(dream.rgb()[i] - photo.rgb()[i] - left);
    }
    return sum / dream.rgb().length;
  }

  private static void size(Workbench bench) {
    assertEquals("90x75, 8 bit", bench.dreamt("size90.png", "--size=90").toString());
    assertEquals("48x40, 8 bit", bench.dreamt("size48.png", "--size=48").toString());
    bench
        .dream("size.png", "--size=20000")
        .ends(ExitCode.USAGE)
        .says("--size: expected 0 to 16384, found 20000");
  }

  private static void seed(Workbench bench) throws Exception {
    bench.plain();
    differs(bench, "seed", "--seed=2");
    bench.dreamt("again.png", "--seed=1");
    assertArrayEquals(bench.bytes("plain.png"), bench.bytes("again.png"));
  }

  private static void keepColors(Workbench bench) {
    Picture kept = differs(bench, "kept", "--keep-colors");
    Picture photo = Pictures.read(bench.photo);
    int plane = 60 * 50;
    double farthest = 0;
    double farthestOfPlain = 0;
    for (int i = 0; i < plane; i++) {
      double chroma = photo.rgb()[i] - photo.rgb()[2 * plane + i];
      farthest = Math.max(farthest, Math.abs(chroma(kept, i) - chroma));
      farthestOfPlain = Math.max(farthestOfPlain, Math.abs(chroma(bench.plain(), i) - chroma));
    }
    assertTrue(farthest <= 1.01 / 255, "colours move by " + farthest);
    assertTrue(farthestOfPlain > 4.0 / 255, "without it by " + farthestOfPlain);
  }

  private static double chroma(Picture picture, int i) {
    return picture.rgb()[i] - picture.rgb()[2 * 60 * 50 + i];
  }

  private static void maxMemory(Workbench bench) throws Exception {
    bench.plain();
    bench.dreamt("roomy.png", "--max-memory=1.5G");
    assertArrayEquals(bench.bytes("plain.png"), bench.bytes("roomy.png"), "it fits");
    // In tiles the same picture but for the last bits of sums.
    List<Path> wide = List.of(bench.photo("wide.png", 400, 300));
    bench.dream(wide, "whole.png", "--octaves=1").ends(0);
    bench.dream(wide, "tiled.png", "--octaves=1", "--max-memory=24M").ends(0).says("tiles");
    Picture whole = Pictures.read(bench.file("whole.png"));
    Picture tiled = Pictures.read(bench.file("tiled.png"));
    assertTrue(Workbench.difference(whole, tiled) < 0.01);
    bench
        .dream(wide, "none.png", "--max-memory=2M")
        .ends(ExitCode.FILE)
        .says("2 MiB are allowed", "--max-memory");
    bench.dream("wrong.png", "--max-memory=much").ends(ExitCode.USAGE).says("such as 2G");
  }

  private static void architecture(Workbench bench) throws Exception {
    bench
        .dream("arch.png", "--model=inception-v3", "--architecture=vgg19")
        .ends(ExitCode.USAGE)
        .says("--architecture is for files of weights");
  }

  private static void model(Workbench bench) throws Exception {
    bench.plain();
    bench.dreamt("model.png", "--model=inception-v3");
    assertArrayEquals(bench.bytes("plain.png"), bench.bytes("model.png"), "it is the default");
    bench
        .dream("no-model.png", "--model=inception-v4")
        .ends(ExitCode.USAGE)
        .says("unknown model 'inception-v4'", "Did you mean inception-v3?");
  }

  private static void engine(Workbench bench) throws Exception {
    Picture nd4j = bench.dreamt("nd4j.png", "--engine=nd4j");
    // The same mathematics in another order: the last bits differ, and grow a little.
    assertTrue(Workbench.difference(bench.plain(), nd4j) < 0.2);
    assertTrue(text(bench, "nd4j.png").contains("engine nd4j"));
    Picture direct = bench.dreamt("direct.png", "--engine=direct");
    assertTrue(Workbench.difference(bench.plain(), direct) < 0.2);
    assertTrue(text(bench, "direct.png").contains("engine direct"));
    bench
        .dream("no-engine.png", "--engine=nd4j", "--precision=bf16")
        .ends(ExitCode.USAGE)
        .says("engine nd4j computes in f32 only");
  }

  private static String text(Workbench bench, String name) throws Exception {
    return new String(bench.bytes(name), java.nio.charset.StandardCharsets.ISO_8859_1);
  }

  private static void threads(Workbench bench) throws Exception {
    bench.dreamt("threads1.png", "--threads=1");
    bench.dreamt("threads2.png", "--threads=2");
    assertArrayEquals(bench.bytes("threads1.png"), bench.bytes("threads2.png"));
    bench.dream("threads.png", "--threads=1025").ends(ExitCode.USAGE).says("--threads");
    Path tasks = Path.of("/proc/self/task");
    if (Files.isDirectory(tasks)) { // Linux: a pool of so many is left behind
      int before = count(tasks);
      bench.dreamt("threads24.png", "--threads=24");
      assertTrue(count(tasks) >= before + 15, before + " -> " + count(tasks));
    }
  }

  private static int count(Path folder) throws Exception {
    try (Stream<Path> files = Files.list(folder)) {
      return (int) files.count();
    }
  }

  private static void precision(Workbench bench) {
    Outcome outcome = bench.dream("bf16.png", "--precision=bf16");
    if (outcome.code() == ExitCode.FILE) {
      outcome.says("this processor cannot compute in bf16");
      return;
    }
    double difference = Workbench.difference(bench.plain(), Pictures.read(bench.file("bf16.png")));
    assertTrue(difference > 0.05 && difference < 8, "differs by " + difference);
  }

  private static void output(Workbench bench) {
    bench.dreamt("named.tif");
    assertTrue(Files.exists(bench.file("named.tif")));
    bench.dream("elsewhere/").ends(0);
    assertTrue(Files.exists(bench.file("elsewhere/photo-dream.png")));
  }

  private static void quality(Workbench bench) throws Exception {
    bench.dreamt("coarse.jpg", "--quality=20");
    bench.dreamt("fine.jpg", "--quality=98");
    assertTrue(bench.bytes("fine.jpg").length > 2 * bench.bytes("coarse.jpg").length);
    bench
        .dream("no.jpg", "--quality=0")
        .ends(ExitCode.USAGE)
        .says("--quality: expected 1 to 100, found 0");
  }

  private static void force(Workbench bench) throws Exception {
    Files.writeString(bench.file("there.png"), "mine");
    bench.dream("there.png").ends(ExitCode.FILE).says("exists already", "--force");
    assertEquals("mine", Files.readString(bench.file("there.png")));
    bench.dreamt("there.png", "--force");
  }

  private static void quiet(Workbench bench) {
    assertEquals("", bench.dream("quiet.png", "--quiet").ends(0).err());
    assertFalse(bench.dream("loud.png").ends(0).err().isEmpty());
  }

  private static void saveEvery(Workbench bench) throws Exception {
    bench.dreamt("often.png", "--save-every=2", "--steps=3");
    List<String> found = new ArrayList<>(bench.names());
    found.removeIf(name -> !name.startsWith("often"));
    assertEquals(List.of("often-0002.png", "often-0004.png", "often-0006.png", "often.png"), found);
    assertEquals("48x40, 8 bit", Pictures.read(bench.file("often-0002.png")).toString());
    assertEquals(
        0,
        Workbench.difference(
            Pictures.read(bench.file("often.png")), Pictures.read(bench.file("often-0006.png"))));
  }

  private static void preview(Workbench bench) {
    bench.dreamt("final.png", "--preview=" + bench.file("preview.tif"));
    assertEquals(
        0,
        Workbench.difference(
            Pictures.read(bench.file("final.png")), Pictures.read(bench.file("preview.tif"))));
  }

  private static void trace(Workbench bench) throws Exception {
    List<JsonNode> lines = bench.traced("trace", "--layers=conv2d_3=2,conv2d_2");
    assertEquals(4, lines.size());
    JsonNode third = lines.get(2);
    List<String> fields = new ArrayList<>();
    third.fieldNames().forEachRemaining(fields::add);
    assertEquals(
        List.of(
            "photo", "octave", "octaves", "step", "total", "width", "height", "value", "terms",
            "ms"),
        fields);
    assertEquals(bench.photo.toString(), third.get("photo").textValue());
    assertEquals(2, third.get("octave").intValue());
    assertEquals(2, third.get("octaves").intValue());
    assertEquals(1, third.get("step").intValue());
    assertEquals(3, third.get("total").intValue());
    assertEquals(60, third.get("width").intValue());
    assertEquals(50, third.get("height").intValue());
    JsonNode terms = third.get("terms");
    assertEquals(
        2 * terms.get("conv2d_3").doubleValue() + terms.get("conv2d_2").doubleValue(),
        third.get("value").doubleValue(),
        1e-9);
    assertTrue(third.get("ms").doubleValue() > 0);
  }
}
