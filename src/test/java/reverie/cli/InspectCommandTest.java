package reverie.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import reverie.cli.DreamOptionsTest.Check;
import reverie.image.Picture;
import reverie.image.Pictures;

class InspectCommandTest {
  static Map<String, Check> table() {
    Map<String, Check> table = new LinkedHashMap<>();
    table.put("inspect --architecture", InspectCommandTest::architecture);
    table.put(
        "inspect --size", b -> assertTrue(row("--size=75x80", "conv2d_1").contains("32x39x37")));
    table.put("inspect --json", b -> json());
    table.put("inspect --graph", InspectCommandTest::graph);
    table.put("inspect --force", InspectCommandTest::force);
    return table;
  }

  @TestFactory
  Stream<DynamicTest> changing(@TempDir Path folder) {
    Workbench bench = new Workbench(folder);
    return table().entrySet().stream()
        .map(e -> DynamicTest.dynamicTest(e.getKey(), () -> e.getValue().on(bench)));
  }

  private static String row(String option, String layer) {
    String out = Outcome.of("inspect", "inception-v3", option).ends(ExitCode.DONE).out();
    return out.lines().filter(line -> line.startsWith(layer + " ")).findFirst().orElseThrow();
  }

  @Test
  void the_lectures_network_has_the_lectures_numbers() {
    String out = Outcome.of("inspect", "lecture").ends(ExitCode.DONE).out();
    String table =
        out.lines()
            .skip(3)
            .map(line -> line.replaceAll(" +", " ").strip() + "\n")
            .reduce("", String::concat);
    assertEquals(
        """
        layer kind shape parameters a filter field stride
        conv1 convolution 25x26x26 250 9 3 1
        pool1 max pooling 25x13x13 0 - 4 2
        conv2 convolution 50x11x11 11,300 225 8 2
        pool2 max pooling 50x5x5 0 - 10 4
        flatten flatten 1250x1x1 0 - whole -
        dense dense 100x1x1 125,100 1250 whole -
        logits dense 10x1x1 1,010 100 whole -
        softmax softmax 10x1x1 0 - whole -

        137,660 parameters
        """,
        table);
  }

  private static void json() throws Exception {
    String out = Outcome.of("inspect", "lecture", "--json").ends(ExitCode.DONE).out();
    JsonNode root = new ObjectMapper().readTree(out);
    assertEquals(137_660, root.path("parameters").asLong());
    JsonNode conv2 = root.path("layers").get(2);
    assertEquals("conv2", conv2.path("name").asText());
    assertEquals("[\"pool1\"]", conv2.path("inputs").toString());
    assertEquals("[50,11,11]", conv2.path("shape").toString());
    assertEquals(225, conv2.path("weightsOfAFilter").asInt());
    assertEquals(8, conv2.path("field").asInt());
    assertTrue(root.path("layers").get(4).path("field").isNull());
  }

  private static void architecture(Workbench bench) throws Exception {
    Path file = bench.file("digits.zip");
    try (var in = reverie.zoo.Models.class.getResourceAsStream("lecture/digits.zip")) {
      Files.write(file, in.readAllBytes());
    }
    Outcome.of("inspect", file.toString(), "--architecture=lecture").ends(ExitCode.DONE);
    Outcome.of("inspect", file.toString(), "--architecture=nin").ends(ExitCode.FILE);
  }

  private static void graph(Workbench bench) throws Exception {
    Path file = bench.file("inception.svg");
    String out = Outcome.of("inspect", "inception-v3", "--graph=" + file).ends(ExitCode.DONE).out();
    assertTrue(out.endsWith(file + System.lineSeparator()), out);
    Document svg = DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(file.toFile());
    int layers = (int) out.lines().skip(4).takeWhile(line -> !line.isBlank()).count();
    assertEquals(layers + 1, svg.getElementsByTagName("rect").getLength());
    assertTrue(svg.getElementsByTagName("path").getLength() > layers, "joints have many inputs");
    assertTrue(Files.readString(file).contains("convolution, 32x149x149"));
    Outcome.of("inspect", "lecture", "--graph=x.gif").ends(ExitCode.USAGE).says(".svg or .png");
  }

  @Test
  void a_png_is_the_same_drawing_twice_as_large(@TempDir Path folder) throws Exception {
    Path svg = folder.resolve("lecture.svg");
    Path png = folder.resolve("lecture.png");
    Outcome.of("inspect", "lecture", "--graph=" + svg).ends(ExitCode.DONE);
    Outcome.of("inspect", "lecture", "--graph=" + png).ends(ExitCode.DONE);
    Picture picture = Pictures.read(png);
    assertTrue(
        Files.readString(svg)
            .contains(
                "width=\"%d\" height=\"%d\"".formatted(picture.width() / 2, picture.height() / 2)));
    // The first box: its fill beside its name, and white beside it.
    int plane = picture.width() * picture.height();
    int at = 2 * 60 * picture.width() + 2 * 24;
    assertEquals(0xee / 255f, picture.rgb()[at], 1e-3);
    assertEquals(0xf8 / 255f, picture.rgb()[2 * plane + at], 1e-3);
    assertEquals(1, picture.rgb()[2 * 60 * picture.width() + 2 * 10], 0);
  }

  private static void force(Workbench bench) throws Exception {
    Path file = bench.file("mine.svg");
    Files.writeString(file, "mine");
    Outcome.of("inspect", "lecture", "--graph=" + file).ends(ExitCode.FILE).says("exists already");
    assertEquals("mine", Files.readString(file));
    Outcome.of("inspect", "lecture", "--graph=" + file, "--force").ends(ExitCode.DONE);
    assertTrue(Files.readString(file).startsWith("<svg"));
  }
}
