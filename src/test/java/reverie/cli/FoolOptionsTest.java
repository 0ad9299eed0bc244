package reverie.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import reverie.cli.DreamOptionsTest.Check;
import reverie.image.Picture;
import reverie.image.Pictures;

/** Each option of {@code fool} changes the result, in the way that its help says. */
class FoolOptionsTest {
  /** Option to check, as "fool --steps". */
  static Map<String, Check> table() {
    Map<String, Check> table = new LinkedHashMap<>();
    table.put("fool --class", b -> differs(b, "class", "--class=4"));
    table.put("fool --all-classes", FoolOptionsTest::allClasses);
    table.put("fool --from", FoolOptionsTest::from);
    table.put("fool --method", FoolOptionsTest::method);
    table.put("fool --confidence", FoolOptionsTest::confidence);
    table.put("fool --regularize", FoolOptionsTest::regularize);
    table.put("fool --norm", b -> attackDiffers(b, "norm", "--norm=l2", "--epsilon=200"));
    table.put("fool --epsilon", FoolOptionsTest::epsilon);
    table.put("fool --steps", FoolOptionsTest::steps);
    table.put("fool --step-size", b -> differs(b, "size-of-step", "--step-size=0.05"));
    table.put("fool --population", FoolOptionsTest::population);
    table.put("fool --size", FoolOptionsTest::size);
    table.put("fool --seed", b -> differs(b, "seed", "--seed=5"));
    table.put("fool --check", FoolOptionsTest::check);
    table.put("fool --model", FoolOptionsTest::model);
    table.put("fool --architecture", FoolOptionsTest::architecture);
    table.put("fool --engine", FoolOptionsTest::engine);
    table.put("fool --threads", FoolOptionsTest::threads);
    table.put("fool --precision", FoolOptionsTest::precision);
    table.put("fool --output", FoolOptionsTest::output);
    table.put("fool --snapshots", FoolOptionsTest::snapshots);
    table.put("fool --report", FoolOptionsTest::report);
    table.put("fool --sheet", FoolOptionsTest::sheet);
    table.put("fool --force", FoolOptionsTest::force);
    table.put("fool --quiet", FoolOptionsTest::quiet);
    return table;
  }

  @TestFactory
  Stream<DynamicTest> changing(@TempDir Path folder) {
    Workbench bench = new Workbench(folder);
    return table().entrySet().stream()
        .map(e -> DynamicTest.dynamicTest(e.getKey(), () -> e.getValue().on(bench)));
  }

  private static void architecture(Workbench bench) throws Exception {
    java.nio.file.Path file = bench.file("network.zip");
    try (var in = reverie.zoo.Models.class.getResourceAsStream("lecture/digits.zip")) {
      Files.write(file, in.readAllBytes());
    }
    fool(bench, "as.png", "--model=" + file, "--architecture=lecture").ends(ExitCode.DONE);
    fool(bench, "as-not.png", "--model=" + file, "--architecture=vgg19")
        .ends(ExitCode.FILE)
        .says("network.zip");
  }

  /** Fools the lecture's network into a 7, unless the options say otherwise. */
  private static Outcome fool(Workbench bench, String file, String... options) {
    List<String> words = new ArrayList<>(List.of("fool"));
    if (Arrays.stream(options).noneMatch(o -> o.startsWith("--model"))) {
      words.add("--model=lecture");
    }
    if (Arrays.stream(options).noneMatch(o -> o.matches("--class=.*|--all-classes"))) {
      words.add("--class=7");
    }
    words.add("-o=" + bench.file(file));
    words.addAll(Arrays.asList(options));
    return Outcome.of(words.toArray(String[]::new));
  }

  private static Picture fooled(Workbench bench, String file, String... options) {
    fool(bench, file, options).ends(ExitCode.DONE);
    return Pictures.read(bench.file(file));
  }

  private static double sure(Outcome outcome) {
    return Double.parseDouble(outcome.out().split("\t")[1]);
  }

  private static Picture plain(Workbench bench) {
    return Files.exists(bench.file("seven.png"))
        ? Pictures.read(bench.file("seven.png"))
        : fooled(bench, "seven.png");
  }

  private static void differs(Workbench bench, String name, String... options) {
    Picture other = fooled(bench, name + ".png", options);
    assertFalse(Arrays.equals(plain(bench).rgb(), other.rgb()));
  }

  private static String photo(Workbench bench) {
    Path photo = bench.file("ground.png");
    return "--from=" + (Files.exists(photo) ? photo : bench.photo("ground.png", 28, 28));
  }

  private static void attackDiffers(Workbench bench, String name, String... options) {
    String[] attack = {photo(bench), "--method=fgsm"};
    Picture one = fooled(bench, name + "-one.png", attack);
    String[] all =
        Stream.concat(Arrays.stream(attack), Arrays.stream(options)).toArray(String[]::new);
    assertFalse(Arrays.equals(one.rgb(), fooled(bench, name + "-two.png", all).rgb()));
  }

  private static void allClasses(Workbench bench) throws Exception {
    Outcome outcome = fool(bench, "all", "--all-classes", "--quiet").ends(ExitCode.DONE);
    List<String> lines = outcome.out().lines().toList();
    assertEquals(10, lines.size());
    for (int digit = 0; digit < 10; digit++) {
      String[] parts = lines.get(digit).split("\t");
      assertEquals(Integer.toString(digit), parts[0]);
      assertTrue(Double.parseDouble(parts[1]) >= 0.999, lines.get(digit));
      assertEquals(bench.file("all/" + digit + ".png").toString(), parts[2]);
    }
    assertEquals(10, bench.names("all").size());
  }

  private static void from(Workbench bench) {
    Outcome outcome = fool(bench, "from.png", photo(bench), "--epsilon=120").ends(ExitCode.DONE);
    assertTrue(sure(outcome) >= 0.999, outcome.out());
    outcome.says("changed by ", "/255 at most");
    fool(bench, "no.png", "--from=" + bench.file("no-such.png"))
        .ends(ExitCode.FILE)
        .says("no-such.png: there is no such file");
  }

  private static void method(Workbench bench) {
    for (String evolution : List.of("cppn", "pixels")) {
      Outcome outcome = fool(bench, evolution + ".png", "--method=" + evolution);
      assertTrue(sure(outcome.ends(ExitCode.DONE)) >= 0.999, outcome.out());
      fool(bench, "no.png", "--method=" + evolution, photo(bench))
          .ends(ExitCode.USAGE)
          .says("begins with noise, found a photo");
    }
    Outcome minimal = fool(bench, "minimal.png", "--method=minimal", photo(bench));
    assertTrue(sure(minimal.ends(ExitCode.DONE)) >= 0.5, minimal.out());
    fool(bench, "no.png", "--method=pgd").ends(ExitCode.USAGE).says("begins with a photo");
    fool(bench, "no.png", "--method=pdg")
        .ends(ExitCode.USAGE)
        .says("unknown method 'pdg'", "Did you mean pgd");
  }

  private static void confidence(Workbench bench) {
    double low = sure(fool(bench, "low.png", "--confidence=0.6").ends(ExitCode.DONE));
    double high = sure(fool(bench, "high.png", "--confidence=0.99999").ends(ExitCode.DONE));
    assertTrue(low >= 0.6 && low < 0.999 && high >= 0.99999, low + " " + high);
    fool(bench, "no.png", "--confidence=1")
        .ends(ExitCode.USAGE)
        .says("--confidence: expected 0.01 to");
  }

  private static void regularize(Workbench bench) {
    double before = mean(fooled(bench, "inky.png", "--steps=60"));
    fool(bench, "l1.png", "--regularize=l1=20", "--steps=60").ends(ExitCode.DONE);
    double l1 = mean(Pictures.read(bench.file("l1.png")));
    assertTrue(l1 < 0.8 * before, l1 + " of " + before);
    Picture l2 = fooled(bench, "l2.png", "--regularize=l2=5", "--steps=20");
    Picture tv = fooled(bench, "tv.png", "--regularize=tv=5", "--steps=20");
    Picture blur = fooled(bench, "blur.png", "--regularize=blur=0.5", "--steps=20");
    assertFalse(Arrays.equals(l2.rgb(), tv.rgb()));
    assertFalse(Arrays.equals(tv.rgb(), blur.rgb()));
  }

  private static double mean(Picture picture) {
    double sum = 0;
    for (float value : picture.rgb()) {
      sum += value;
    }
    return sum / picture.rgb().length;
  }

  private static void epsilon(Workbench bench) {
    for (int epsilon : new int[] {3, 40}) {
      Picture photo = Pictures.read(Path.of(photo(bench).split("=")[1]));
      String[] attack = {photo(bench), "--epsilon=" + epsilon, "--steps=30"};
      Picture result = fooled(bench, "e" + epsilon + ".png", attack);
      double largest = 0;
      for (int i = 0; i < 28 * 28; i++) {
        double grey =
            0.299 * photo.rgb()[i] + 0.587 * photo.rgb()[784 + i] + 0.114 * photo.rgb()[1568 + i];
        largest = Math.max(largest, 255 * Math.abs(result.rgb()[i] - grey));
      }
      // The photo's brightness is no whole level: half of one is rounded.
      assertTrue(largest > epsilon - 1.01 && largest <= epsilon + 0.51, "changed by " + largest);
    }
  }

  private static void steps(Workbench bench) {
    double few = sure(fool(bench, "few.png", "--steps=1").ends(0).says("below --confidence"));
    double more = sure(fool(bench, "more.png", "--steps=5").ends(0));
    assertTrue(few < more, few + " " + more);
  }

  private static void population(Workbench bench) {
    String[] options = {"--method=cppn", "--steps=2"};
    Picture few = fooled(bench, "p1.png", options[0], options[1], "--population=5");
    Picture many = fooled(bench, "p2.png", options[0], options[1], "--population=50");
    assertFalse(Arrays.equals(few.rgb(), many.rgb()));
  }

  private static void size(Workbench bench) {
    assertEquals(29, fooled(bench, "29.png", "--size=29").width());
    assertEquals(28, plain(bench).width());
    fool(bench, "no.png", "--size=4").ends(ExitCode.USAGE).says("--size: expected 8 to 2048");
  }

  private static void check(Workbench bench) {
    fool(bench, "checked.png", "--check=lecture").ends(ExitCode.DONE).says("lecture sees: 7 99.");
    fool(bench, "no.png", "--check=inception-v3")
        .ends(ExitCode.USAGE)
        .says("this network has no classes", "--model lecture");
  }

  private static void model(Workbench bench) {
    fool(bench, "no.png", "--model=inception-v3")
        .ends(ExitCode.USAGE)
        .says("this network has no classes", "--model lecture");
    assertFalse(Files.exists(bench.file("no.png")));
  }

  private static void engine(Workbench bench) {
    Outcome outcome = fool(bench, "nd4j.png", "--engine=nd4j").ends(ExitCode.DONE);
    assertTrue(sure(outcome) >= 0.999, outcome.out());
    fool(bench, "no.png", "--engine=nd4j", "--precision=bf16")
        .ends(ExitCode.USAGE)
        .says("engine nd4j computes in f32 only");
  }

  private static void threads(Workbench bench) {
    assertArrayEquals(
        fooled(bench, "t1.png", "--threads=1").rgb(), fooled(bench, "t2.png", "--threads=2").rgb());
    fool(bench, "no.png", "--threads=-1").ends(ExitCode.USAGE).says("--threads: expected 0 to");
  }

  private static void precision(Workbench bench) {
    Outcome outcome = fool(bench, "bf16.png", "--precision=bf16");
    if (outcome.code() == ExitCode.FILE) {
      outcome.says("this processor cannot compute in bf16");
    } else {
      assertFalse(Arrays.equals(plain(bench).rgb(), Pictures.read(bench.file("bf16.png")).rgb()));
    }
  }

  private static void output(Workbench bench) {
    Outcome outcome = fool(bench, "named.tif").ends(ExitCode.DONE);
    assertTrue(outcome.out().endsWith("\t" + bench.file("named.tif") + System.lineSeparator()));
    fool(bench, "x.bmp").ends(ExitCode.USAGE);
    fool(bench, "no/such/x.png").ends(ExitCode.FILE).says("its folder does not exist");
  }

  private static void snapshots(Workbench bench) {
    fooled(bench, "snap.png", "--snapshots", "--confidence=0.99995");
    for (String level : List.of("0.99", "0.999", "0.9999")) {
      assertEquals(28, Pictures.read(bench.file("snap-" + level + ".png")).width());
    }
    assertFalse(Files.exists(bench.file("seven-0.99.png")));
  }

  private static void report(Workbench bench) throws Exception {
    fool(bench, "told.png", photo(bench), "--epsilon=60", "--report=" + bench.file("report"))
        .ends(ExitCode.DONE);
    assertEquals(
        List.of("7-difference.png", "7-original.png", "7-result.png", "index.html"),
        bench.names("report"));
    String page = Files.readString(bench.file("report/index.html"));
    assertTrue(page.contains("src=\"7-difference.png\"") && page.contains("difference, times"));
  }

  private static void sheet(Workbench bench) {
    fooled(bench, "on-sheet.png", "--sheet=" + bench.file("sheet.png"));
    assertEquals(28 * 4 + 12, Pictures.read(bench.file("sheet.png")).width());
  }

  private static void force(Workbench bench) throws Exception {
    Files.writeString(bench.file("there.png"), "mine");
    fool(bench, "there.png").ends(ExitCode.FILE).says("exists already");
    assertEquals("mine", Files.readString(bench.file("there.png")));
    fooled(bench, "there.png", "--force");
  }

  private static void quiet(Workbench bench) {
    assertEquals("", fool(bench, "silent.png", "--quiet").ends(ExitCode.DONE).err());
    assertNotEquals("", fool(bench, "loud.png").ends(ExitCode.DONE).says("top five: 7 99.").err());
  }

  @Test
  void the_same_seed_gives_the_same_bytes(@TempDir Path folder) {
    Workbench bench = new Workbench(folder);
    for (String method : List.of("ascent", "cppn", "pixels")) {
      assertArrayEquals(
          fooled(bench, method + "1.png", "--method=" + method).rgb(),
          fooled(bench, method + "2.png", "--method=" + method).rgb());
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--class=10               | the network has 10 classes, found class 10 | 0 to 9",
        "--class=seven            | unknown class 'seven'     | Known: 0, 1",
        "--class=7 --all-classes  | --class with --all-classes | --class 7",
        "--method=ascent          | expected --class or --all-classes | --class 7",
        "--class=1 --regularize=l3=4 | found 'l3'             | Did you mean",
        "--class=1 --regularize=l1=x | expected a number after l1=, found 'x' | l1=10",
        "--class=1 --steps=0      | --steps: expected 1 to    | --help",
      })
  void a_mistake_ends_with_2(String options, String message, String hint) {
    List<String> words = new ArrayList<>(List.of("fool", "--model=lecture"));
    words.addAll(List.of(options.split(" +")));
    Outcome.of(words.toArray(String[]::new)).ends(ExitCode.USAGE).says(message, hint);
  }
}
