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
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import reverie.cli.DreamOptionsTest.Check;
import reverie.image.Picture;
import reverie.image.Pictures;
import reverie.image.WriteOptions;
import reverie.recipe.Photos;
import reverie.weights.Safetensors;
import reverie.weights.WeightFormats;
import reverie.weights.Weights;
import reverie.zoo.SmallModels;

/** Each option of {@code saliency} does what it says. */
class SaliencyCommandTest {
  static Map<String, Check> table() {
    Map<String, Check> table = new LinkedHashMap<>();
    table.put("saliency --objective", SaliencyCommandTest::objective);
    table.put("saliency --method", SaliencyCommandTest::method);
    table.put("saliency --size", b -> assertEquals(30, drawn(b, "--size=30").width()));
    table.put("saliency --layer", SaliencyCommandTest::layer);
    table.put("saliency --samples", b -> differ(b, "smoothgrad", "--samples=1", "--samples=3"));
    table.put("saliency --noise", b -> differ(b, "smoothgrad", "--samples=2", "--noise=0.3"));
    table.put("saliency --seed", b -> differ(b, "smoothgrad", "--samples=2", "--seed=7"));
    table.put("saliency --steps", SaliencyCommandTest::steps);
    table.put("saliency --baseline", b -> differ(b, "integrated", "--steps=16", "--baseline=grey"));
    table.put("saliency --square", SaliencyCommandTest::square);
    table.put("saliency --output", SaliencyCommandTest::output);
    table.put("saliency --map", SaliencyCommandTest::map);
    table.put("saliency --save", SaliencyCommandTest::save);
    table.put("saliency --force", SaliencyCommandTest::force);
    table.put("saliency --model", SaliencyCommandTest::model);
    table.put("saliency --architecture", SaliencyCommandTest::architecture);
    table.put("saliency --engine", SaliencyCommandTest::engine);
    table.put("saliency --threads", b -> assertEquals(60, drawn(b, "--threads=1").width()));
    table.put("saliency --precision", SaliencyCommandTest::precision);
    return table;
  }

  @TestFactory
  Stream<DynamicTest> changing(@TempDir Path folder) {
    Workbench bench = new Workbench(folder);
    return table().entrySet().stream()
        .map(e -> DynamicTest.dynamicTest(e.getKey(), () -> e.getValue().on(bench)));
  }

  /** Quick, unless an option of the same name says otherwise. */
  private static Outcome saliency(Workbench bench, Path photo, String... options) {
    Map<String, String> words = new LinkedHashMap<>();
    words.put("--objective", "--objective=channel:conv2d_3:4");
    words.put("--method", "--method=gradient");
    words.put("-o", "-o=" + bench.file("s.png"));
    words.put("--force", "--force");
    for (String option : options) {
      words.put(option.split("=", 2)[0], option);
    }
    List<String> all = new ArrayList<>(List.of("saliency", photo.toString()));
    all.addAll(words.values());
    return Outcome.of(all.toArray(String[]::new));
  }

  private static Outcome done(Workbench bench, String... options) {
    return saliency(bench, bench.photo, options).ends(ExitCode.DONE);
  }

  private static Picture drawn(Workbench bench, String... options) {
    done(bench, options);
    return Pictures.read(bench.file("s.png"));
  }

  private static Weights saved(Workbench bench, String... options) {
    List<String> all = new ArrayList<>(Arrays.asList(options));
    all.add("--save=" + bench.file("s.safetensors"));
    done(bench, all.toArray(String[]::new));
    return WeightFormats.read(bench.file("s.safetensors"));
  }

  /** The second option, beside the first, changes the numbers; without it they are the same. */
  private static void differ(Workbench bench, String method, String quick, String option) {
    String name = "saliency/" + method;
    float[] plain = saved(bench, "--method=" + method, quick).named(name).values();
    float[] again = saved(bench, "--method=" + method, quick).named(name).values();
    float[] other = saved(bench, "--method=" + method, quick, option).named(name).values();
    assertArrayEquals(plain, again);
    assertFalse(Arrays.equals(plain, other));
  }

  private static void square(Workbench bench) {
    String plain = done(bench, "--method=occlusion").out();
    assertTrue(plain.contains("squares of 7x7 pixels"), plain);
    String larger = done(bench, "--method=occlusion", "--square=20").out();
    assertTrue(larger.contains("squares of 20x20 pixels"), larger);
  }

  private static void steps(Workbench bench) {
    for (int steps : new int[] {4, 5}) {
      String out = done(bench, "--method=integrated", "--steps=" + steps).out();
      int taken = Integer.parseInt(out.replaceAll("(?s).* %, (\\d+) steps\\).*", "$1"));
      assertEquals(0, taken % steps, out);
      assertEquals(1, Integer.bitCount(taken / steps), out);
    }
    saliency(bench, bench.photo, "--steps=0").ends(ExitCode.USAGE).says("--steps: expected 1 to");
  }

  private static void objective(Workbench bench) {
    String one = done(bench).out();
    assertTrue(one.startsWith("objective\t"), one);
    String two = done(bench, "--objective=2*channel:conv2d_3:4").out();
    double single = Double.parseDouble(one.split("\t", 3)[1]);
    assertEquals(2 * single, Double.parseDouble(two.split("\t", 3)[1]), 1e-3 * single);
    saliency(bench, bench.photo, "--objective=channel:conv2d_3:4000")
        .ends(ExitCode.USAGE)
        .says("4000");
    Outcome.of("saliency", bench.photo.toString()).ends(ExitCode.USAGE).says("--objective");
  }

  private static void method(Workbench bench) {
    String[] quick = {"--steps=4", "--samples=2", "--square=30", "--objective=channel:mixed0:4"};
    List<String> all = new ArrayList<>(Arrays.asList(quick));
    all.add("--method=all");
    Picture sheet = drawn(bench, all.toArray(String[]::new));
    assertEquals(8 + 4 * 248, sheet.width());
    assertEquals(8 + 2 * 248, sheet.height());
    Weights weights = saved(bench, all.toArray(String[]::new));
    assertEquals(
        Set.of(
            "input",
            "saliency/gradcam",
            "saliency/gradient",
            "saliency/guided",
            "saliency/integrated",
            "saliency/occlusion",
            "saliency/smoothgrad"),
        weights.names());
    saliency(bench, bench.photo, "--method=gradint")
        .ends(ExitCode.USAGE)
        .says("unknown method 'gradint'", "Did you mean gradient");
  }

  private static void layer(Workbench bench) {
    String[] quick = {"--method=gradcam", "--objective=channel:conv2d_5:4"};
    String own = done(bench, quick).out();
    assertTrue(own.contains("at layer 'conv2d_5'"), own);
    String earlier = done(bench, quick[0], quick[1], "--layer=conv2d_2").out();
    assertTrue(earlier.contains("at layer 'conv2d_2'"), earlier);
    saliency(bench, bench.photo, "--method=gradcam", "--layer=conv2d_6", "--objective=mixed0")
        .ends(ExitCode.USAGE)
        .says("gradcam at layer 'conv2d_6'", "reads", "Leave --layer out");
    saliency(bench, bench.photo, quick[0], quick[1], "--layer=nothing")
        .ends(ExitCode.USAGE)
        .says("unknown layer 'nothing'");
  }

  private static void output(Workbench bench) throws Exception {
    Outcome.of("saliency", bench.photo.toString(), "--objective=conv2d_1", "--method=gradient")
        .ends(ExitCode.DONE);
    assertTrue(Files.exists(bench.file("photo-saliency.png")));
    done(bench, "-o=" + bench.file("there.jpg"));
    assertEquals(60, Pictures.read(bench.file("there.jpg")).width());
    saliency(bench, bench.photo, "-o=" + bench.file("x.txt")).ends(ExitCode.USAGE);
  }

  private static void map(Workbench bench) {
    Path file = bench.file("map.png");
    Picture over = drawn(bench, "--map=" + file);
    assertNotEquals(0, Workbench.difference(over, Pictures.read(file)));
    saliency(bench, bench.photo, "--map=" + bench.file("s.png"))
        .ends(ExitCode.USAGE)
        .says("expected different files");
  }

  private static void save(Workbench bench) {
    Weights weights = saved(bench);
    assertEquals(Set.of("input", "saliency/gradient"), weights.names());
    assertArrayEquals(new long[] {1, 3, 50, 60}, weights.named("saliency/gradient").shape());
    assertArrayEquals(new long[] {1, 3, 50, 60}, weights.named("input").shape());
    assertArrayEquals(
        new long[] {50, 60},
        saved(bench, "--method=occlusion", "--square=30").named("saliency/occlusion").shape());
  }

  private static void force(Workbench bench) throws Exception {
    Path file = Files.writeString(bench.file("mine.png"), "mine");
    Outcome.of("saliency", bench.photo.toString(), "--objective=conv2d_1", "-o=" + file)
        .ends(ExitCode.FILE)
        .says("exists already");
    assertEquals("mine", Files.readString(file));
    done(bench, "-o=" + file);
    assertNotEquals("mine", Files.readString(file, java.nio.charset.StandardCharsets.ISO_8859_1));
  }

  private static void model(Workbench bench) {
    // A network of one size, of grey pictures, with classes.
    Picture seen = drawn(bench, "--model=lecture", "--objective=class:7", "--method=integrated");
    assertEquals(28, seen.width());
    assertEquals(28, seen.height());
    saliency(bench, bench.photo, "--objective=class:7").ends(ExitCode.USAGE).says("no classes");
  }

  private static void architecture(Workbench bench) {
    Path file = bench.file("squeezenet.safetensors");
    Map<String, Weights.Tensor> tensors = new LinkedHashMap<>(SmallModels.squeezeNet());
    tensors.put("more", new Weights.Tensor(new long[] {1}, new float[1]));
    Safetensors.write(file, tensors, Map.of());
    String[] words = {"--model=" + file, "--objective=class:7", "--architecture=squeezenet1_1"};
    saliency(bench, bench.photo, words[0], words[1]).ends(ExitCode.FILE).says("--architecture");
    done(bench, words);
  }

  private static void engine(Workbench bench) {
    float[] one = saved(bench, "--engine=onednn").named("saliency/gradient").values();
    float[] two = saved(bench, "--engine=nd4j").named("saliency/gradient").values();
    assertFalse(Arrays.equals(one, two));
    float largest = 0;
    for (float value : one) {
      largest = Math.max(largest, Math.abs(value));
    }
    assertArrayEquals(one, two, 1e-3f * largest);
  }

  private static void precision(Workbench bench) {
    Outcome outcome = saliency(bench, bench.photo, "--precision=bf16");
    if (outcome.code() != ExitCode.DONE) {
      outcome.ends(ExitCode.FILE).says("bf16");
      return;
    }
    float[] draft = saved(bench, "--precision=bf16").named("saliency/gradient").values();
    assertFalse(Arrays.equals(draft, saved(bench).named("saliency/gradient").values()));
  }

  @Test
  void transparency_and_16_bits_are_taken_and_tiny_photos_refused(@TempDir Path folder) {
    Workbench bench = new Workbench(folder);
    float[] alpha = new float[60 * 50];
    Arrays.fill(alpha, 0, 900, 1);
    Path deep = bench.file("deep.png");
    Pictures.write(Photos.of(60, 50).withAlpha(alpha).withBitDepth(16), deep, WriteOptions.DEFAULT);
    saliency(bench, deep).ends(ExitCode.DONE);
    Path tiny = bench.photo("tiny.png", 4, 5);
    saliency(bench, tiny)
        .ends(ExitCode.FILE)
        .says("a picture of 4x5 pixels is too small for layer", "at least");
  }
}
