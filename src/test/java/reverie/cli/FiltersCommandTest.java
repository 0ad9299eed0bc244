package reverie.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

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
import reverie.network.Convolution;
import reverie.zoo.Models;

class FiltersCommandTest {
  static Map<String, Check> table() {
    Map<String, Check> table = new LinkedHashMap<>();
    table.put("filters --architecture", FiltersCommandTest::architecture);
    table.put(
        "filters --layer",
        b -> assertEquals(4 + 3 * 20, drawn(b, "--layer=conv2d_7", "--count=3").height()));
    table.put("filters --first", FiltersCommandTest::first);
    table.put("filters --count", b -> assertEquals(4 + 52, drawn(b, "--count=5").height()));
    table.put(
        "filters --inputs",
        b -> assertEquals(4 + 6 * 52, drawn(b, "--layer=conv2d_2", "--inputs=6").width()));
    table.put(
        "filters --zoom", b -> assertEquals(4 + 8 * (3 * 2 + 4), drawn(b, "--zoom=2").width()));
    table.put("filters --output", b -> assertEquals(4 + 8 * 52, drawn(b).width()));
    table.put("filters --force", FiltersCommandTest::force);
    return table;
  }

  @TestFactory
  Stream<DynamicTest> changing(@TempDir Path folder) {
    Workbench bench = new Workbench(folder);
    return table().entrySet().stream()
        .map(e -> DynamicTest.dynamicTest(e.getKey(), () -> e.getValue().on(bench)));
  }

  private static Outcome filters(Workbench bench, String... options) {
    List<String> words = new ArrayList<>(List.of("filters", "inception-v3", "--force"));
    words.add("-o=" + bench.file("f.png"));
    words.addAll(List.of(options));
    return Outcome.of(words.toArray(String[]::new));
  }

  private static Picture drawn(Workbench bench, String... options) {
    filters(bench, options).ends(ExitCode.DONE);
    return Pictures.read(bench.file("f.png"));
  }

  @Test
  void each_weight_is_a_square_of_its_own_brightness(@TempDir Path folder) {
    Workbench bench = new Workbench(folder);
    Picture picture = drawn(bench);
    Convolution first =
        (Convolution) Models.load("inception-v3").graph().node("conv2d_1").operation();
    float largest = 0;
    for (int i = 9 * 27; i < 10 * 27; i++) {
      largest = Math.max(largest, Math.abs(first.kernels()[i]));
    }
    // Filter 9 is the second of the second row; its weight of blue in the first row, third column.
    int x = 4 + 52 + 2 * 16 + 5;
    int y = 4 + 52 + 7;
    float blue = picture.rgb()[(2 * picture.height() + y) * picture.width() + x];
    float weight = first.kernels()[9 * 27 + 18 + 2];
    assertEquals(0.5 + 0.5 * weight / largest, blue, 0.003);
    String line = filters(bench).out().lines().skip(9).findFirst().orElseThrow();
    assertTrue(line.matches("9\t-?[0-9.e-]+\t-?[0-9.e-]+"), line);
  }

  @Test
  void what_is_no_convolution_is_told(@TempDir Path folder) {
    Workbench bench = new Workbench(folder);
    filters(bench, "--layer=mixed0").ends(ExitCode.USAGE).says("found concat", "conv2d_1");
    filters(bench, "--first=32").ends(ExitCode.USAGE).says("below 32, found 32");
    filters(bench, "--zoom=0").ends(ExitCode.USAGE).says("--zoom: expected 1 to 64");
  }

  private static void first(Workbench bench) {
    String out = filters(bench, "--first=30").ends(ExitCode.DONE).out();
    assertEquals(3, out.lines().count());
    assertTrue(out.startsWith("30\t"), out);
  }

  private static void architecture(Workbench bench) throws Exception {
    Path file = bench.file("digits.zip");
    try (var in = Models.class.getResourceAsStream("lecture/digits.zip")) {
      Files.write(file, in.readAllBytes());
    }
    String[] words = {"filters", file.toString(), "-o=" + bench.file("l.png"), "--force"};
    String out = Outcome.of(with(words, "--architecture=lecture")).ends(ExitCode.DONE).out();
    assertEquals(26, out.lines().count());
    Outcome.of(with(words, "--architecture=nin")).ends(ExitCode.FILE);
  }

  private static String[] with(String[] words, String more) {
    return Stream.concat(Stream.of(words), Stream.of(more)).toArray(String[]::new);
  }

  private static void force(Workbench bench) throws Exception {
    Path file = Files.writeString(bench.file("mine.png"), "mine");
    Outcome.of("filters", "lecture", "-o=" + file).ends(ExitCode.FILE).says("exists already");
    assertEquals("mine", Files.readString(file));
    Outcome.of("filters", "lecture", "-o=" + file, "--force").ends(ExitCode.DONE);
  }
}
