package reverie.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import reverie.Shared;
import reverie.cli.DreamOptionsTest.Check;
import reverie.image.Picture;
import reverie.image.Pictures;
import reverie.image.WriteOptions;

/** Each option of {@code train digits}, {@code lecture} and {@code lecture attack}. */
class LectureOptionsTest {
  /** Option to check, as "train digits --epochs". */
  static Map<String, Check> table() {
    Map<String, Check> table = new LinkedHashMap<>();
    table.put("train digits --output", LectureOptionsTest::trained);
    table.put("train digits --cell", LectureOptionsTest::cell);
    table.put("train digits --epochs", b -> trainingDiffers(b, "epochs", "--epochs=2"));
    table.put("train digits --batch", b -> trainingDiffers(b, "batch", "--batch=7"));
    table.put("train digits --rate", b -> trainingDiffers(b, "rate", "--rate=0.01"));
    table.put("train digits --shift", b -> trainingDiffers(b, "shift", "--shift=0"));
    table.put("train digits --held-out", b -> trainingDiffers(b, "held", "--held-out=0.5"));
    table.put("train digits --seed", b -> trainingDiffers(b, "seed", "--seed=2"));
    table.put("train digits --force", LectureOptionsTest::trainForce);
    table.put("train digits --quiet", LectureOptionsTest::trainQuiet);
    table.put("lecture --output", LectureOptionsTest::page);
    table.put("lecture --steps", b -> pageDiffers(b, "steps", "conv2/00.png", "--steps=2"));
    table.put("lecture --units", LectureOptionsTest::units);
    table.put("lecture --ink", b -> pageDiffers(b, "ink", "digit/03.png", "--ink=900"));
    table.put("lecture --seed", b -> pageDiffers(b, "seed", "noise/01.png", "--seed=3"));
    table.put("lecture --weights", LectureOptionsTest::weights);
    table.put("lecture --engine", b -> same(b, "engine", "--engine=nd4j"));
    table.put("lecture --threads", b -> same(b, "threads", "--threads=1"));
    table.put("lecture --precision", b -> refused(b, "lecture"));
    table.put("lecture --force", LectureOptionsTest::pageForce);
    table.put("lecture --quiet", LectureOptionsTest::pageQuiet);
    table.put("lecture attack --output", LectureOptionsTest::attackOutput);
    table.put("lecture attack --examples", LectureOptionsTest::examples);
    table.put("lecture attack --epsilons", LectureOptionsTest::epsilons);
    table.put("lecture attack --cell", LectureOptionsTest::attackCell);
    table.put("lecture attack --held-out", b -> attackDiffers(b, "h", "--held-out=0.5"));
    table.put("lecture attack --seed", b -> splitDiffers(b, "--seed=9"));
    table.put("lecture attack --force", LectureOptionsTest::attackForce);
    table.put("lecture attack --weights", LectureOptionsTest::attackWeights);
    table.put("lecture attack --engine", b -> attackSame(b, "nd4j", "--engine=nd4j"));
    table.put("lecture attack --threads", b -> attackSame(b, "threads", "--threads=1"));
    table.put("lecture attack --precision", b -> refused(b, "lecture", "attack", sheet(b)));
    return table;
  }

  @TestFactory
  Stream<DynamicTest> changing(@TempDir Path folder) {
    Workbench bench = new Workbench(folder);
    return table().entrySet().stream()
        .map(e -> DynamicTest.dynamicTest(e.getKey(), () -> e.getValue().on(bench)));
  }

  /** Digit d is a bright band at row 2 d, six of each, in cells of 20 pixels. */
  private static String sheet(Workbench bench) {
    Path file = bench.file("sheet.png");
    if (!Files.exists(file)) {
      int cell = 20;
      int width = 6 * cell;
      int height = 10 * cell;
      float[] rgb = new float[3 * width * height];
      Random random = new Random(1);
      for (int y = 0; y < height; y++) {
        boolean band = y % cell / 2 == y / cell;
        for (int x = 0; x < width; x++) {
          float level = Math.round(255 * ((band ? 0.7f : 0) + 0.3f * random.nextFloat())) / 255f;
          for (int c = 0; c < 3; c++) {
            rgb[(c * height + y) * width + x] = level;
          }
        }
      }
      Pictures.write(Picture.of(width, height, rgb), file, WriteOptions.DEFAULT);
    }
    return file.toString();
  }

  private static Outcome run(String... words) {
    return Outcome.of(words);
  }

  private static String[] with(String[] words, String... more) {
    return Stream.concat(Arrays.stream(words), Arrays.stream(more)).toArray(String[]::new);
  }

  // ---- train digits

  private static Outcome train(Workbench bench, String file, String... options) {
    String[] words = {"train", "digits", sheet(bench), "-o=" + bench.file(file)};
    String[] all = with(words, options);
    return run(
        Arrays.stream(options).anyMatch(o -> o.startsWith("--epochs"))
            ? all
            : with(all, "--epochs=1"));
  }

  private static byte[] bytes(Workbench bench, String file, String... options) throws Exception {
    train(bench, file, options).ends(ExitCode.DONE);
    return bench.bytes(file);
  }

  private static byte[] quick(Workbench bench) throws Exception {
    return Files.exists(bench.file("quick.zip"))
        ? bench.bytes("quick.zip")
        : bytes(bench, "quick.zip");
  }

  private static void trainingDiffers(Workbench bench, String name, String option)
      throws Exception {
    assertFalse(Arrays.equals(quick(bench), bytes(bench, name + ".zip", option)));
  }

  private static void trained(Workbench bench) throws Exception {
    Outcome outcome = train(bench, "two.zip", "--epochs=2").ends(ExitCode.DONE);
    assertTrue(
        outcome
            .out()
            .matches(
                "(epoch [12] loss [0-9.]+ training [0-9.]+ % held out [0-9.]+ %\\R){2}"
                    + "\\S+two.zip\\R\\S+two.png\\R"),
        outcome.out());
    assertEquals(720, Pictures.read(bench.file("two.png")).width());
    assertArrayEquals(quick(bench), bytes(bench, "again.zip"), "the same seed, the same bytes");
  }

  private static void cell(Workbench bench) throws Exception {
    trainingDiffers(bench, "cells", "--cell=10");
    train(bench, "no.zip", "--cell=7")
        .ends(ExitCode.FILE)
        .says("expected a sheet of cells of 7x7 pixels", "120x200", "--cell");
    run("train", "digits", bench.folder.toString(), "-o=" + bench.file("no.zip"))
        .ends(ExitCode.FILE)
        .says("expected folders 0 to 9", "no folder '0'");
  }

  private static void trainForce(Workbench bench) throws Exception {
    Files.writeString(bench.file("mine.zip"), "mine");
    train(bench, "mine.zip").ends(ExitCode.FILE).says("exists already");
    bytes(bench, "mine.zip", "--force");
  }

  private static void trainQuiet(Workbench bench) {
    assertEquals("", train(bench, "silent.zip", "--quiet").ends(0).err());
    train(bench, "loud.zip").ends(ExitCode.DONE).says("digits: 1 steps in ");
  }

  // ---- lecture

  /** Of each layer, to be quick. */
  private static final int UNITS = 4;

  private static Outcome lecture(Workbench bench, String folder, String... options) {
    String[] words = {"lecture", "-o=" + bench.file(folder), "--units=" + UNITS};
    String[] all = with(words, options);
    return run(
        Arrays.stream(options).anyMatch(o -> o.startsWith("--steps"))
            ? all
            : with(all, "--steps=1"));
  }

  private static void plain(Workbench bench) {
    if (!Files.exists(bench.file("plain/index.html"))) {
      lecture(bench, "plain").ends(ExitCode.DONE);
    }
  }

  private static void page(Workbench bench) throws Exception {
    plain(bench);
    assertEquals(
        List.of("conv1", "conv2", "dense", "digit", "index.html", "noise"), bench.names("plain"));
    assertEquals(25, bench.names("plain/conv1").size());
    assertEquals(UNITS, bench.names("plain/conv2").size());
    assertEquals(UNITS, bench.names("plain/dense").size());
    assertEquals(10, bench.names("plain/noise").size());
    String page = Files.readString(bench.file("plain/index.html"));
    assertTrue(page.contains("First layer: 25 filters") && page.contains("conv2/03.png"));
    // The first numbers of filter 1's map, and what is left of it after pooling.
    assertTrue(page.matches("(?s).*>3</td><td[^>]*>-1</td><td[^>]*>-3</td><td[^>]*>-1</td>.*"));
    for (int digit = 0; digit < 10; digit++) {
      assertTrue(page.contains("noise/0" + digit + ".png"));
    }
  }

  private static void pageDiffers(Workbench bench, String name, String file, String option)
      throws Exception {
    plain(bench);
    lecture(bench, name, option).ends(ExitCode.DONE);
    assertFalse(Arrays.equals(bench.bytes("plain/" + file), bench.bytes(name + "/" + file)), file);
  }

  /** Another engine and other threads make nearly the same pictures. */
  private static void same(Workbench bench, String name, String option) {
    plain(bench);
    lecture(bench, name, option).ends(ExitCode.DONE);
    for (String file : List.of("conv2/03.png", "digit/04.png")) {
      Picture one = Pictures.read(bench.file("plain/" + file));
      Picture other = Pictures.read(bench.file(name + "/" + file));
      assertTrue(Workbench.difference(one, other) < 2, file);
    }
    lecture(bench, "no", option.split("=")[0] + "=-1").ends(ExitCode.USAGE);
  }

  private static void refused(Workbench bench, String... words) {
    run(with(words, "-o=" + bench.file("no.png"), "--engine=nd4j", "--precision=bf16"))
        .ends(ExitCode.USAGE)
        .says("engine nd4j computes in f32 only");
  }

  private static void weights(Workbench bench) throws Exception {
    quick(bench);
    pageDiffers(bench, "own", "conv1/00.png", "--weights=" + bench.file("quick.zip"));
    lecture(bench, "no", "--weights=" + bench.photo)
        .ends(ExitCode.FILE)
        .says("expected weights as ", "DeepLearning4J .zip");
  }

  private static void units(Workbench bench) throws Exception {
    run("lecture", "-o=" + bench.file("two"), "--units=2", "--steps=1").ends(ExitCode.DONE);
    assertEquals(List.of("00.png", "01.png"), bench.names("two/dense"));
    run("lecture", "-o=" + bench.file("none"), "--units=0")
        .ends(ExitCode.USAGE)
        .says("--units: expected 1 to 1000, found 0");
  }

  private static void pageForce(Workbench bench) {
    plain(bench);
    lecture(bench, "plain").ends(ExitCode.FILE).says("exists already");
    lecture(bench, "plain", "--force").ends(ExitCode.DONE);
  }

  private static void pageQuiet(Workbench bench) {
    assertEquals("", lecture(bench, "hush", "--quiet").ends(ExitCode.DONE).err());
    lecture(bench, "told").ends(ExitCode.DONE).says("lecture: 28 of 28");
  }

  // ---- lecture attack

  private static Outcome attack(Workbench bench, String file, String... options) {
    String[] words = {"lecture", "attack", sheet(bench), "-o=" + bench.file(file)};
    return run(with(words, options));
  }

  private static String attacked(Workbench bench, String file, String... options) {
    return attack(bench, file, options).ends(ExitCode.DONE).out().replaceAll("(?m)^/.*\\R?", "");
  }

  private static void attackOutput(Workbench bench) {
    attacked(bench, "chart.png", "--epsilons=0,0.2");
    assertEquals(720, Pictures.read(bench.file("chart.png")).width());
    attack(bench, "chart.bmp").ends(ExitCode.USAGE);
  }

  private static void examples(Workbench bench) {
    String told = attacked(bench, "ex.png", "--examples=" + bench.file("ten.png"));
    assertTrue(told.contains("example 9: seen as "), told);
    assertEquals(10 * (3 * 28 + 4) + 4, Pictures.read(bench.file("ten.png")).width());
  }

  private static void epsilons(Workbench bench) {
    String told = attacked(bench, "eps.png", "--epsilons=0,0.3");
    assertTrue(told.contains("epsilon 0.3: "), told);
    assertFalse(told.contains("0.25"), told);
    attack(bench, "no.png", "--epsilons=2")
        .ends(ExitCode.USAGE)
        .says("--epsilons: expected 0 to 1, found 2");
  }

  private static void attackCell(Workbench bench) {
    assertTrue(attacked(bench, "cell.png", "--cell=10").contains(" of 50 held-out"));
    assertTrue(attacked(bench, "cell20.png").contains(" of 10 held-out"));
  }

  private static void attackDiffers(Workbench bench, String name, String option) {
    assertNotEquals(attacked(bench, name + "1.png"), attacked(bench, name + "2.png", option));
  }

  private static void splitDiffers(Workbench bench, String option) throws Exception {
    attacked(bench, "s1.png", "--examples=" + bench.file("s1-ten.png"));
    attacked(bench, "s2.png", "--examples=" + bench.file("s2-ten.png"), option);
    assertFalse(Arrays.equals(bench.bytes("s1-ten.png"), bench.bytes("s2-ten.png")));
  }

  private static void attackForce(Workbench bench) {
    attacked(bench, "once.png");
    attack(bench, "once.png").ends(ExitCode.FILE).says("exists already");
    attacked(bench, "once.png", "--force");
  }

  private static void attackWeights(Workbench bench) throws Exception {
    quick(bench);
    attackDiffers(bench, "w", "--weights=" + bench.file("quick.zip"));
  }

  private static void attackSame(Workbench bench, String name, String option) {
    assertEquals(attacked(bench, name + "1.png"), attacked(bench, name + "2.png", option));
  }

  @Test
  void fgsm_at_a_quarter_leaves_the_network_at_least_80_percent_wrong(@TempDir Path folder) {
    Path digits = Shared.file("data/digits.png");
    Outcome outcome =
        run(
                "lecture",
                "attack",
                digits.toString(),
                "-o=" + folder.resolve("x.png"),
                "--epsilons=0,0.25")
            .ends(ExitCode.DONE);
    double[] wrong =
        outcome
            .out()
            .lines()
            .filter(l -> l.startsWith("epsilon"))
            .mapToDouble(l -> Double.parseDouble(l.replaceAll(".*: ([0-9.]+) %.*", "$1")))
            .toArray();
    assertTrue(wrong[0] <= 3, "of the digits as they are " + wrong[0] + " % are told wrong");
    assertTrue(wrong[1] >= 80, wrong[1] + " % are told wrong");
  }
}
