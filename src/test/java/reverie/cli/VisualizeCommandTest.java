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

/** Each option of {@code visualize} does what it says. */
class VisualizeCommandTest {
  static Map<String, Check> table() {
    Map<String, Check> table = new LinkedHashMap<>();
    table.put("visualize --objective", b -> differs(b, "--objective=channel:conv2d_3:5"));
    table.put("visualize --layer", VisualizeCommandTest::layer);
    table.put("visualize --channels", VisualizeCommandTest::channels);
    table.put("visualize --canvas", b -> differs(b, "--canvas=maco"));
    table.put("visualize --size", b -> assertEquals(44, drawn(b, "--size=44").width()));
    table.put("visualize --steps", b -> differs(b, "--steps=3"));
    table.put("visualize --rate", b -> differs(b, "--rate=0.2"));
    table.put("visualize --plain", b -> differs(b, "--plain"));
    table.put("visualize --regularize", VisualizeCommandTest::regularize);
    table.put("visualize --from", VisualizeCommandTest::from);
    table.put("visualize --diversity", b -> several(b, "--diversity=500"));
    table.put("visualize --alignment", b -> several(b, "--to=channel:conv2d_3:7", "--alignment=9"));
    table.put("visualize --seed", b -> differs(b, "--seed=4"));
    table.put("visualize --count", VisualizeCommandTest::count);
    table.put("visualize --to", VisualizeCommandTest::to);
    table.put("visualize --output", b -> assertEquals(40, drawn(b).width()));
    table.put("visualize --sheet", VisualizeCommandTest::sheet);
    table.put("visualize --force", VisualizeCommandTest::force);
    table.put("visualize --quiet", VisualizeCommandTest::quiet);
    table.put(
        "visualize --model",
        b -> drawn(b, "--model=lecture", "--objective=channel:conv1:3", "--size=28"));
    table.put("visualize --architecture", VisualizeCommandTest::architecture);
    table.put("visualize --engine", VisualizeCommandTest::engine);
    table.put("visualize --threads", VisualizeCommandTest::threads);
    table.put("visualize --precision", VisualizeCommandTest::precision);
    return table;
  }

  @TestFactory
  Stream<DynamicTest> changing(@TempDir Path folder) {
    Workbench bench = new Workbench(folder);
    return table().entrySet().stream()
        .map(e -> DynamicTest.dynamicTest(e.getKey(), () -> e.getValue().on(bench)));
  }

  /** Quick, unless an option of the same name says otherwise. */
  private static Outcome visualize(Workbench bench, String... options) {
    Map<String, String> words = new LinkedHashMap<>();
    words.put("--objective", "--objective=channel:conv2d_3:4");
    words.put("--size", "--size=40");
    words.put("--steps", "--steps=2");
    words.put("-o", "-o=" + bench.file("v.png"));
    words.put("--force", "--force");
    for (String option : options) {
      words.put(option.split("=", 2)[0], option);
      if (option.startsWith("--layer")) {
        words.remove("--objective");
      }
    }
    List<String> all = new ArrayList<>(List.of("visualize"));
    words.values().stream().filter(word -> !word.isEmpty()).forEach(all::add);
    return Outcome.of(all.toArray(String[]::new));
  }

  private static Picture drawn(Workbench bench, String... options) {
    visualize(bench, options).ends(ExitCode.DONE);
    return Pictures.read(bench.file("v.png"));
  }

  private static void differs(Workbench bench, String option) {
    Picture plain = drawn(bench);
    assertEquals(0, Workbench.difference(plain, drawn(bench)));
    assertTrue(Workbench.difference(plain, drawn(bench, option)) > 0.1);
  }

  /** The last option changes the pictures of several that are made together. */
  private static void several(Workbench bench, String... options) {
    List<String> all = new ArrayList<>(List.of(options));
    all.add("--count=3");
    all.add("-o=" + bench.file("several/"));
    String with = visualize(bench, all.toArray(String[]::new)).ends(ExitCode.DONE).out();
    all.remove(options.length - 1);
    String without = visualize(bench, all.toArray(String[]::new)).ends(ExitCode.DONE).out();
    assertEquals(3, with.lines().count());
    assertTrue(!with.equals(without), with);
  }

  private static void layer(Workbench bench) {
    String out = visualize(bench, "--layer=conv2d_5").ends(ExitCode.DONE).out();
    assertTrue(out.startsWith("layer:conv2d_5\t"), out);
    visualize(bench, "--layer=conv2d_5", "--to=mixed0")
        .ends(ExitCode.USAGE)
        .says("--to with --layer");
    visualize(bench, "--objective=").ends(ExitCode.USAGE);
    visualize(bench, "--layer=conv2d55").ends(ExitCode.USAGE).says("conv2d_5");
  }

  private static void channels(Workbench bench) {
    String out =
        visualize(bench, "--layer=conv2d_1", "--channels=1-2,5", "-o=" + bench.file("many/"))
            .ends(ExitCode.DONE)
            .out();
    assertEquals(3, out.lines().count());
    assertTrue(Files.exists(bench.file("many/channel-conv2d_1-5.png")), out);
    visualize(bench, "--layer=conv2d_1", "--channels=32").ends(ExitCode.USAGE).says("0 to 31");
    visualize(bench, "--channels=1").ends(ExitCode.USAGE).says("--channels without --layer");
  }

  private static void regularize(Workbench bench) {
    Picture one = drawn(bench, "--canvas=pixels", "--regularize=none");
    Picture two = drawn(bench, "--canvas=pixels", "--regularize=2");
    assertTrue(Workbench.difference(one, two) > 0.1);
    visualize(bench, "--regularize=2").ends(ExitCode.USAGE).says("--canvas pixels");
  }

  private static void from(Workbench bench) {
    Picture noise = drawn(bench, "--steps=1");
    assertTrue(Workbench.difference(noise, drawn(bench, "--steps=1", "--from=" + bench.photo)) > 5);
    assertTrue(Workbench.difference(noise, drawn(bench, "--steps=1", "--from=grey")) > 0.05);
    visualize(bench, "--canvas=maco", "--from=grey").ends(ExitCode.USAGE).says("maco");
  }

  private static void count(Workbench bench) {
    String out =
        visualize(bench, "--count=2", "-o=" + bench.file("two/")).ends(ExitCode.DONE).out();
    assertEquals(2, out.lines().count());
    visualize(bench, "--count=33").ends(ExitCode.USAGE).says("1 to 32");
    visualize(bench, "--count=2", "--layer=conv2d_1", "--channels=1").ends(ExitCode.USAGE);
  }

  private static void to(Workbench bench) {
    String out =
        visualize(bench, "--to=channel:conv2d_3:9", "-o=" + bench.file("way/"))
            .ends(ExitCode.DONE)
            .out();
    assertEquals(5, out.lines().count());
  }

  private static void sheet(Workbench bench) {
    visualize(
            bench,
            "--layer=conv2d_1",
            "--channels=1-2",
            "-o=" + bench.file("sheet/"),
            "--sheet=" + bench.file("sheet.png"))
        .ends(ExitCode.DONE);
    assertEquals(3 * 4 + 2 * 40, Pictures.read(bench.file("sheet.png")).width());
  }

  private static void force(Workbench bench) {
    drawn(bench);
    visualize(bench, "--force=").ends(ExitCode.FILE).says("v.png");
  }

  private static void quiet(Workbench bench) {
    assertTrue(!visualize(bench).ends(ExitCode.DONE).err().isEmpty());
    assertEquals("", visualize(bench, "--quiet").ends(ExitCode.DONE).err());
  }

  private static void architecture(Workbench bench) {
    visualize(bench, "--architecture=vgg19").ends(ExitCode.USAGE).says("--architecture");
  }

  private static void engine(Workbench bench) {
    Picture plain = drawn(bench);
    assertTrue(Workbench.difference(plain, drawn(bench, "--engine=nd4j")) < 2);
    visualize(bench, "--engine=cuda").ends(ExitCode.USAGE);
  }

  private static void threads(Workbench bench) {
    assertEquals(0, Workbench.difference(drawn(bench), drawn(bench, "--threads=1")));
    visualize(bench, "--threads=-1").ends(ExitCode.USAGE).says("0 to 1024");
  }

  private static void precision(Workbench bench) {
    visualize(bench, "--precision=f8").ends(ExitCode.USAGE);
    visualize(bench, "--engine=nd4j", "--precision=bf16").ends(ExitCode.USAGE).says("f32 only");
  }

  @Test
  void it_is_to_be_told_what(@TempDir Path folder) {
    Outcome.of("visualize").ends(ExitCode.USAGE).says("--objective or --layer");
    Outcome.of("visualize", "--objective=-tv", "-o=" + folder.resolve("x.png"))
        .ends(ExitCode.USAGE)
        .says("asks nothing of the network");
  }
}
