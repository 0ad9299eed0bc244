package reverie.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

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
import reverie.cli.DreamOptionsTest.Check;
import reverie.image.Picture;
import reverie.image.Pictures;
import reverie.weights.WeightFormats;

/** Feature maps as a contact sheet. */
class ActivationSheetTest {
  static Map<String, Check> table() {
    Map<String, Check> table = new LinkedHashMap<>();
    table.put("activations --sheet", ActivationSheetTest::sheet);
    table.put("activations --channels", ActivationSheetTest::channels);
    table.put(
        "activations --columns",
        b -> assertEquals(4 + 5 * (29 * 5 + 4), drawn(b, "--columns=5").width()));
    table.put("activations --overlay", ActivationSheetTest::overlay);
    return table;
  }

  @TestFactory
  Stream<DynamicTest> changing(@TempDir Path folder) {
    Workbench bench = new Workbench(folder);
    return table().entrySet().stream()
        .map(e -> DynamicTest.dynamicTest(e.getKey(), () -> e.getValue().on(bench)));
  }

  private static Outcome activations(Workbench bench, String... options) {
    List<String> words = new ArrayList<>(List.of("activations", bench.photo.toString(), "--force"));
    words.addAll(List.of(options));
    return Outcome.of(words.toArray(String[]::new));
  }

  private static Picture drawn(Workbench bench, String... options) {
    List<String> words =
        new ArrayList<>(List.of("--layer=conv2d_1", "--sheet=" + bench.file("s.png")));
    words.addAll(List.of(options));
    activations(bench, words.toArray(String[]::new)).ends(ExitCode.DONE);
    return Pictures.read(bench.file("s.png"));
  }

  /** conv2d_1 of 60x50 pixels is 32 maps of 29x24: a value becomes 5x5 pixels. */
  private static void sheet(Workbench bench) throws Exception {
    Picture sheet = drawn(bench);
    assertEquals(4 + 8 * (29 * 5 + 4), sheet.width());
    assertEquals(4 + 4 * (24 * 5 + 4), sheet.height());
    Path numbers = bench.file("s.safetensors");
    Outcome both =
        activations(
                bench,
                "--layer=conv2d_1",
                "--save=" + numbers,
                "--sheet=" + bench.file("both.png"),
                "--channels=9")
            .ends(ExitCode.DONE);
    float[] map = new float[24 * 29];
    System.arraycopy(
        WeightFormats.read(numbers).named("activation/conv2d_1").values(),
        9 * map.length,
        map,
        0,
        map.length);
    float most = 0;
    double sum = 0;
    int brightest = 0;
    for (int i = 0; i < map.length; i++) {
      brightest = map[i] > most ? i : brightest;
      most = Math.max(most, map[i]);
      sum += map[i];
    }
    String[] line = both.out().lines().skip(1).findFirst().orElseThrow().split("\t");
    assertEquals("conv2d_1 9", line[0] + " " + line[1]);
    assertEquals(sum / map.length, Double.parseDouble(line[3]), 1e-3 * most);
    assertEquals(most, Double.parseDouble(line[4]), 1e-3 * most);
    // The largest value is pale yellow, over its whole square.
    Picture one = Pictures.read(bench.file("both.png"));
    for (int corner : new int[] {0, 4}) {
      int at = (4 + brightest / 29 * 5 + corner) * one.width() + 4 + brightest % 29 * 5 + corner;
      assertTrue(one.rgb()[at] > 0.95 && one.rgb()[one.width() * one.height() + at] > 0.95);
    }
    String bytes = new String(Files.readAllBytes(bench.file("s.png")), StandardCharsets.ISO_8859_1);
    assertTrue(bytes.contains("reverie activations") && bytes.contains("sha256"), "provenance");
  }

  private static void channels(Workbench bench) {
    Outcome some =
        activations(
                bench, "--layers=mixed0", "--sheet=" + bench.file("c.png"), "--channels=255,3-4")
            .ends(ExitCode.DONE);
    assertEquals(
        List.of("255", "3", "4"), some.out().lines().limit(3).map(l -> l.split("\t")[1]).toList());
    Outcome first =
        activations(bench, "--layers=mixed0", "--sheet=" + bench.file("c.png")).ends(ExitCode.DONE);
    assertEquals(65, first.out().lines().count());
    first.says("mixed0 has 256 channels, the first 64 are drawn; --channels 0-255 draws all");
    activations(bench, "--layers=mixed0", "--sheet=" + bench.file("c.png"), "--channels=256")
        .ends(ExitCode.USAGE)
        .says("--channels: expected numbers from 0 to 255, found 256");
  }

  private static void overlay(Workbench bench) {
    Picture over = drawn(bench, "--overlay");
    // Each tile has the photo's shape; a dark map leaves the photo in grey.
    assertEquals(4 + 8 * (120 + 4), over.width());
    assertEquals(4 + 4 * (100 + 4), over.height());
  }

  @Test
  void a_sheet_of_several_layers_begins_a_row_with_each(@TempDir Path folder) {
    Workbench bench = new Workbench(folder);
    Picture sheet = drawn(bench, "--layer=conv2d_3", "--channels=0-2", "--columns=4");
    assertEquals(4 + 2 * (24 * 5 + 4), sheet.height());
  }

  @Test
  void numbers_without_extent_share_a_range(@TempDir Path folder) {
    Workbench bench = new Workbench(folder);
    Path digit = bench.photo("digit.png", 28, 28);
    String[] words = {
      "activations", digit.toString(), "--model=lecture", "--layer=softmax", "--columns=10"
    };
    Outcome.of(with(words, "--sheet=" + bench.file("p.png"))).ends(ExitCode.DONE);
    Picture sheet = Pictures.read(bench.file("p.png"));
    float brightest = 0;
    float darkest = 1;
    for (int k = 0; k < 10; k++) {
      float red = sheet.rgb()[84 * sheet.width() + 84 + k * 164];
      brightest = Math.max(brightest, red);
      darkest = Math.min(darkest, red);
    }
    assertTrue(brightest > 0.95 && darkest < 0.2, darkest + " to " + brightest);
  }

  private static String[] with(String[] words, String more) {
    return Stream.concat(Stream.of(words), Stream.of(more)).toArray(String[]::new);
  }

  @Test
  void what_does_not_go_together_is_told(@TempDir Path folder) {
    Workbench bench = new Workbench(folder);
    String layer = "--layer=conv2d_1";
    String save = "--save=" + bench.file("x.safetensors");
    String sheet = "--sheet=" + bench.file("x.png");
    activations(bench, layer).ends(ExitCode.USAGE).says("expected --save, --sheet or both");
    activations(bench, layer, save, "--overlay")
        .ends(ExitCode.USAGE)
        .says("--overlay without --sheet");
    activations(bench, layer, sheet, "--gradient")
        .ends(ExitCode.USAGE)
        .says("--gradient without --save");
    activations(bench, layer, sheet, "--columns=0")
        .ends(ExitCode.USAGE)
        .says("--columns: expected 1 to 64, found 0");
    activations(bench, layer, "--sheet=" + bench.file("x.gif")).ends(ExitCode.USAGE).says(".gif");
    assertFalse(Files.exists(bench.file("x.safetensors")));
  }
}
