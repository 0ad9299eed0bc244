package reverie.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import reverie.image.Picture;
import reverie.image.Pictures;
import reverie.image.WriteOptions;
import reverie.recipe.Photos;

/** What every command that makes pictures has: files, engines, checkpoints, and the grid. */
class StylizeFilesTest {
  /** Option to check, as "stylize --output". */
  static Map<String, StylizeOptionsTest.Check> table() {
    Map<String, StylizeOptionsTest.Check> table = new LinkedHashMap<>();
    table.put("stylize --model", StylizeFilesTest::model);
    table.put("stylize --architecture", StylizeFilesTest::architecture);
    table.put("stylize --engine", StylizeFilesTest::engine);
    table.put("stylize --threads", StylizeFilesTest::threads);
    table.put("stylize --precision", StylizeFilesTest::precision);
    table.put("stylize --max-memory", StylizeFilesTest::maxMemory);
    table.put("stylize --output", StylizeFilesTest::output);
    table.put("stylize --quality", StylizeFilesTest::quality);
    table.put("stylize --force", StylizeFilesTest::force);
    table.put("stylize --quiet", StylizeFilesTest::quiet);
    table.put("stylize --save-every", StylizeFilesTest::saveEvery);
    table.put("stylize --preview", StylizeFilesTest::preview);
    table.put("stylize --trace", StylizeFilesTest::trace);
    table.put("stylize --checkpoint", StylizeFilesTest::checkpoint);
    table.put("stylize --resume", StylizeFilesTest::resume);
    return table;
  }

  @TestFactory
  Stream<DynamicTest> changing(@TempDir Path folder) {
    StyleBench bench = new StyleBench(folder);
    return table().entrySet().stream()
        .map(e -> DynamicTest.dynamicTest(e.getKey(), () -> e.getValue().on(bench)));
  }

  private static void model(StyleBench bench) throws Exception {
    bench.plain();
    bench.painted("model.png", "--model=inception-v3");
    assertArrayEquals(bench.bytes("plain.png"), bench.bytes("model.png"), "it is the default");
  }

  private static void architecture(StyleBench bench) {
    bench
        .stylize("arch.png", "--model=inception-v3", "--architecture=vgg19")
        .ends(ExitCode.USAGE)
        .says("--architecture is for files of weights");
  }

  private static void engine(StyleBench bench) throws Exception {
    Picture nd4j = bench.painted("nd4j.png", "--engine=nd4j");
    // Signs of small differences turn: steps of Adam differ, not what they lead to.
    assertTrue(Workbench.difference(bench.plain(), nd4j) < 3);
    assertTrue(text(bench, "nd4j.png").contains("engine nd4j"));
  }

  private static void threads(StyleBench bench) throws Exception {
    bench.painted("threads1.png", "--threads=1");
    bench.painted("threads2.png", "--threads=2");
    assertArrayEquals(bench.bytes("threads1.png"), bench.bytes("threads2.png"));
  }

  private static void precision(StyleBench bench) {
    Outcome outcome = bench.stylize("bf16.png", "--precision=bf16");
    if (outcome.code() == ExitCode.FILE) {
      outcome.says("this processor cannot compute in bf16");
      return;
    }
    double difference = Workbench.difference(bench.plain(), Pictures.read(bench.file("bf16.png")));
    assertTrue(difference > 0.05 && difference < 12, "differs by " + difference);
  }

  private static void maxMemory(StyleBench bench) throws Exception {
    bench.plain();
    bench.painted("roomy.png", "--max-memory=1G");
    assertArrayEquals(bench.bytes("plain.png"), bench.bytes("roomy.png"), "it fits");
    // In tiles, sums are rounded elsewhere, and signs of small differences turn.
    bench.stylize("tiled.png", "--max-memory=1M").ends(0).says("tiles");
    Picture tiled = Pictures.read(bench.file("tiled.png"));
    assertTrue(Workbench.difference(bench.plain(), tiled) < 1);
    bench
        .stylize("none.png", "--max-memory=1M", "--size=200")
        .ends(ExitCode.FILE)
        .says("1 MiB are allowed", "--max-memory");
    bench.stylize("wrong.png", "--max-memory=3").ends(ExitCode.USAGE).says("such as 2G");
  }

  private static void output(StyleBench bench) {
    bench.painted("named.tif");
    bench.stylize("elsewhere/").ends(0);
    assertTrue(Files.exists(bench.file("elsewhere/photo-stripes.png")));
  }

  private static void quality(StyleBench bench) throws Exception {
    bench.painted("coarse.jpg", "--quality=20");
    bench.painted("fine.jpg", "--quality=98");
    assertTrue(bench.bytes("fine.jpg").length > 2 * bench.bytes("coarse.jpg").length);
  }

  private static void force(StyleBench bench) throws Exception {
    Files.writeString(bench.file("there.png"), "mine");
    bench.stylize("there.png").ends(ExitCode.FILE).says("exists already", "--force");
    assertEquals("mine", Files.readString(bench.file("there.png")));
    bench.painted("there.png", "--force");
  }

  private static void quiet(StyleBench bench) {
    assertEquals("", bench.stylize("quiet.png", "--quiet").ends(0).err());
    assertFalse(bench.stylize("loud.png").ends(0).err().isEmpty());
  }

  private static void saveEvery(StyleBench bench) {
    bench.painted("often.png", "--save-every=3");
    assertEquals("42x35, 8 bit", Pictures.read(bench.file("often-0003.png")).toString());
    assertEquals("60x50, 8 bit", Pictures.read(bench.file("often-0006.png")).toString());
    assertFalse(Files.exists(bench.file("often-0009.png")));
  }

  private static void preview(StyleBench bench) {
    bench.painted("final.png", "--preview=" + bench.file("preview.tif"), "--colors=photo");
    assertEquals(
        0,
        Workbench.difference(
            Pictures.read(bench.file("final.png")), Pictures.read(bench.file("preview.tif"))));
  }

  private static void trace(StyleBench bench) throws Exception {
    List<JsonNode> lines = bench.traced("trace");
    assertEquals(8, lines.size());
    List<String> fields = new ArrayList<>();
    lines.get(6).fieldNames().forEachRemaining(fields::add);
    assertEquals(
        List.of(
            "photo", "scale", "scales", "step", "total", "width", "height", "loss", "terms", "ms"),
        fields);
    assertEquals(2, lines.get(6).get("scale").intValue());
    assertTrue(lines.get(0).get("loss").doubleValue() > lines.get(4).get("loss").doubleValue());
  }

  private static void checkpoint(StyleBench bench) throws Exception {
    bench.painted("kept.png", "--checkpoint=" + bench.file("kept.safetensors"));
    assertTrue(bench.bytes("kept.safetensors").length > 3 * 4 * 60 * 50 * 4);
    bench
        .stylize("kept2.png", "--checkpoint=" + bench.file("kept.safetensors"))
        .ends(ExitCode.FILE)
        .says("exists already");
  }

  private static void resume(StyleBench bench) throws Exception {
    Path file = bench.file("done.safetensors");
    bench.painted("whole.png", "--checkpoint=" + file);
    bench.painted("resumed.png", "--resume=" + file);
    assertArrayEquals(bench.bytes("whole.png"), bench.bytes("resumed.png"));
    bench
        .stylize("other.png", "--resume=" + file, "--seed=3")
        .ends(ExitCode.FILE)
        .says("a checkpoint of another work", "--resume");
    Path folder = Files.createDirectories(bench.file("two"));
    Pictures.write(Photos.of(30, 30), folder.resolve("a.png"), WriteOptions.DEFAULT);
    bench
        .stylize(List.of(bench.photo, folder), "grid/", "--resume=" + file)
        .ends(ExitCode.USAGE)
        .says("for one photo and one style");
  }

  private static String text(StyleBench bench, String name) throws Exception {
    return new String(bench.bytes(name), StandardCharsets.ISO_8859_1);
  }

  @Test
  void photos_times_styles_are_a_grid_with_a_contact_sheet(@TempDir Path folder) throws Exception {
    StyleBench bench = new StyleBench(folder);
    Path styles = Files.createDirectories(bench.file("styles"));
    Files.move(bench.stripes, styles.resolve("stripes.png"));
    Files.move(bench.dots, styles.resolve("dots.png"));
    Path other = bench.write("other.png", Photos.of(40, 50));
    Path broken = Files.writeString(bench.file("broken.png"), "no picture");
    Outcome outcome =
        bench.stylize(List.of(bench.photo, broken, other), "grid/", "--style=" + styles);
    outcome.ends(ExitCode.FILE).says("broken.png", "2 of 6 photos failed");
    Path grid = bench.file("grid");
    assertEquals(
        List.of(
            grid.resolve("photo-dots.png"),
            grid.resolve("photo-stripes.png"),
            grid.resolve("other-dots.png"),
            grid.resolve("other-stripes.png"),
            grid.resolve("contact-sheet.jpg")),
        outcome.out().lines().map(Path::of).toList());
    Picture sheet = Pictures.read(grid.resolve("contact-sheet.jpg"));
    assertEquals(3 * 248 + 8, sheet.width());
    assertEquals(4 * 248 + 8, sheet.height());
    bench
        .stylize("one.png", "--style=" + styles)
        .ends(ExitCode.USAGE)
        .says("one file, for 2 styles");
  }
}
