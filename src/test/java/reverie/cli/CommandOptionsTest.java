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
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reverie.cli.DreamOptionsTest.Check;
import reverie.image.Pictures;
import reverie.weights.Safetensors;
import reverie.weights.WeightFormats;
import reverie.weights.Weights;
import reverie.zoo.SmallModels;

/** Each option of the commands other than {@code dream} changes what they do. */
class CommandOptionsTest {
  /** Option to check, as "bench --steps". */
  static Map<String, Check> table() {
    Map<String, Check> table = new LinkedHashMap<>();
    table.put("activations --layers", CommandOptionsTest::layers);
    table.put("activations --save", CommandOptionsTest::save);
    table.put("activations --gradient", CommandOptionsTest::gradient);
    table.put("activations --objective", CommandOptionsTest::objective);
    table.put("activations --force", CommandOptionsTest::force);
    table.put("activations --model", CommandOptionsTest::model);
    table.put("activations --architecture", CommandOptionsTest::architecture);
    table.put("activations --engine", CommandOptionsTest::engine);
    table.put("activations --threads", CommandOptionsTest::threads);
    table.put("activations --precision", CommandOptionsTest::precision);
    table.put("models show --architecture", CommandOptionsTest::showArchitecture);
    table.put("models show --size", CommandOptionsTest::showSize);
    table.put("bench --steps", CommandOptionsTest::benchSteps);
    table.put("bench --engine", CommandOptionsTest::benchEngine);
    table.put("bench --threads", CommandOptionsTest::benchThreads);
    table.put("bench --precision", CommandOptionsTest::benchPrecision);
    table.put("bench --sweep", CommandOptionsTest::benchSweep);
    table.put("bench --force", CommandOptionsTest::benchSweep);
    table.put("bench --max-memory", CommandOptionsTest::benchMemory);
    return table;
  }

  @TestFactory
  Stream<DynamicTest> changing(@TempDir Path folder) {
    Workbench bench = new Workbench(folder);
    return table().entrySet().stream()
        .map(e -> DynamicTest.dynamicTest(e.getKey(), () -> e.getValue().on(bench)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "dream",
        "fool",
        "lecture",
        "lecture attack",
        "train",
        "train digits",
        "activations",
        "saliency",
        "caricature",
        "invert",
        "inspect",
        "filters",
        "visualize",
        "gallery",
        "exemplars",
        "models",
        "models show",
        "models list",
        "models pull",
        "models verify",
        "models where",
        "models convert",
        "bench"
      })
  void help_and_version_are_printed_to_standard_output(String command) {
    String[] words = command.isEmpty() ? new String[0] : command.split(" ");
    for (String option : List.of("--help", "-h")) {
      Outcome help = Outcome.of(with(words, option)).ends(ExitCode.DONE);
      assertTrue(help.out().contains(("Usage: reverie " + command).strip()), help.out());
      assertTrue(help.out().contains("--help"), help.out());
      assertEquals("", help.err());
    }
    for (String option : List.of("--version", "-V")) {
      Outcome version = Outcome.of(with(words, option)).ends(ExitCode.DONE);
      assertEquals("reverie " + Version.number() + System.lineSeparator(), version.out());
    }
  }

  private static String[] with(String[] words, String... more) {
    List<String> all = new ArrayList<>(Arrays.asList(words));
    all.addAll(Arrays.asList(more));
    return all.toArray(String[]::new);
  }

  // ---- activations

  private static Outcome activations(Workbench bench, String file, String... options) {
    String[] words = {"activations", bench.photo.toString(), "--save", bench.file(file).toString()};
    return Outcome.of(with(words, options));
  }

  private static Weights saved(Workbench bench, String file, String... options) {
    Outcome outcome = activations(bench, file, options).ends(ExitCode.DONE);
    assertEquals(bench.file(file) + System.lineSeparator(), outcome.out());
    assertEquals("", outcome.err());
    return WeightFormats.read(bench.file(file));
  }

  private static void layers(Workbench bench) {
    assertEquals(
        Set.of("input", "activation/conv2d_1", "activation/mixed0"),
        saved(bench, "layers.safetensors", "--layers=conv2d_1,mixed0").names());
    activations(bench, "none.safetensors").ends(ExitCode.USAGE).says("--layers");
    activations(bench, "no.safetensors", "--layers=mixd0")
        .ends(ExitCode.USAGE)
        .says("unknown layer 'mixd0'", "Did you mean mixed0");
    assertFalse(Files.exists(bench.file("no.safetensors")));
  }

  private static void save(Workbench bench) {
    saved(bench, "here.safetensors", "--layers=conv2d_1");
    activations(bench, "no/such/x.safetensors", "--layers=conv2d_1")
        .ends(ExitCode.FILE)
        .says("its folder does not exist");
  }

  private static void gradient(Workbench bench) {
    Weights weights = saved(bench, "gradient.safetensors", "--layers=conv2d_1", "--gradient");
    assertEquals(
        Set.of("input", "activation/conv2d_1", "gradient"), weights.names(), "with a gradient");
    assertArrayEquals(new long[] {1, 3, 50, 60}, weights.named("gradient").shape());
    assertEquals("conv2d_1", weights.metadata().get("objective"));
  }

  private static void objective(Workbench bench) {
    String[] options = {"--layers=conv2d_1", "--gradient"};
    float[] own = saved(bench, "own.safetensors", options).named("gradient").values();
    float[] tv =
        saved(bench, "tv.safetensors", with(options, "--objective=conv2d_1 - 9*tv"))
            .named("gradient")
            .values();
    assertFalse(Arrays.equals(own, tv));
    float[] same =
        saved(bench, "same.safetensors", with(options, "--objective=conv2d_1"))
            .named("gradient")
            .values();
    assertArrayEquals(own, same);
    activations(bench, "no.safetensors", "--layers=conv2d_1", "--objective=mixed0")
        .ends(ExitCode.USAGE)
        .says("--objective without --gradient");
  }

  private static void force(Workbench bench) throws Exception {
    Files.writeString(bench.file("there.safetensors"), "mine");
    activations(bench, "there.safetensors", "--layers=conv2d_1")
        .ends(ExitCode.FILE)
        .says("exists already");
    assertEquals("mine", Files.readString(bench.file("there.safetensors")));
    saved(bench, "there.safetensors", "--layers=conv2d_1", "--force");
  }

  private static void model(Workbench bench) {
    Weights weights =
        saved(bench, "model.safetensors", "--layers=conv2d_1", "--model=inception-v3");
    assertEquals("inception-v3", weights.metadata().get("model"));
    activations(bench, "no.safetensors", "--layers=conv2d_1", "--model=vgg")
        .ends(ExitCode.USAGE)
        .says("unknown model 'vgg'", "vgg16");
  }

  /** Random weights of SqueezeNet 1.1 and one array more. */
  private static Path squeezeNetAndMore(Workbench bench) {
    Path file = bench.file("squeezenet.safetensors");
    Map<String, Weights.Tensor> tensors = new LinkedHashMap<>(SmallModels.squeezeNet());
    tensors.put("more", new Weights.Tensor(new long[] {1}, new float[1]));
    Safetensors.write(file, tensors, Map.of());
    return file;
  }

  private static void architecture(Workbench bench) {
    Path file = squeezeNetAndMore(bench);
    activations(bench, "a.safetensors", "--layers=logits", "--model=" + file)
        .ends(ExitCode.FILE)
        .says("the nearest is squeezenet1_1", "1 extra ('more')", "--architecture squeezenet1_1");
    Weights weights =
        saved(
            bench,
            "a.safetensors",
            "--layers=logits,features.1",
            "--model=" + file,
            "--architecture=squeezenet1_1");
    assertArrayEquals(new long[] {1, 1000, 1, 1}, weights.named("activation/logits").shape());
    assertArrayEquals(new long[] {1, 64, 24, 29}, weights.named("activation/features.1").shape());
    activations(
            bench, "b.safetensors", "--layers=logits", "--model=" + file, "--architecture=vgg19")
        .ends(ExitCode.FILE)
        .says("not the weights of vgg19", "missing");
  }

  private static void showArchitecture(Workbench bench) {
    String file = squeezeNetAndMore(bench).toString();
    Outcome.of("models", "show", file).ends(ExitCode.FILE).says("1 extra ('more')");
    String out = Outcome.of("models", "show", file, "--architecture=squeezenet1_1").ends(0).out();
    assertTrue(out.contains("1,235,496 parameters"), out);
    assertTrue(out.contains("classifier.3 = logits"), out);
  }

  private static float[] mixed0(Workbench bench, String name, String option) {
    return saved(bench, name + ".safetensors", "--layers=mixed0", option)
        .named("activation/mixed0")
        .values();
  }

  private static void engine(Workbench bench) {
    float[] auto = mixed0(bench, "auto", "--engine=auto");
    float[] nd4j = mixed0(bench, "nd4j", "--engine=nd4j");
    assertArrayEquals(auto, nd4j, 1e-4f);
    activations(bench, "e.safetensors", "--layers=mixed0", "--engine=nd4j", "--precision=bf16")
        .ends(ExitCode.USAGE)
        .says("engine nd4j computes in f32 only");
  }

  private static void threads(Workbench bench) {
    assertArrayEquals(
        mixed0(bench, "threads1", "--threads=1"), mixed0(bench, "threads2", "--threads=2"));
    activations(bench, "t.safetensors", "--layers=mixed0", "--threads=-1")
        .ends(ExitCode.USAGE)
        .says("--threads: expected 0 to 1024, found -1");
  }

  private static void precision(Workbench bench) {
    Outcome outcome = activations(bench, "bf16.safetensors", "--layers=mixed0", "--precision=bf16");
    if (outcome.code() == ExitCode.FILE) {
      outcome.says("this processor cannot compute in bf16");
      return;
    }
    float[] draft =
        WeightFormats.read(bench.file("bf16.safetensors")).named("activation/mixed0").values();
    float[] full = mixed0(bench, "f32", "--precision=f32");
    assertFalse(Arrays.equals(full, draft));
    double difference = 0;
    double size = 0;
    for (int i = 0; i < full.length; i++) {
      difference += Math.abs(full[i] - draft[i]);
      size += Math.abs(full[i]);
    }
    assertTrue(difference < 0.05 * size, "differs by " + difference / size);
  }

  // ---- models

  private static void showSize(Workbench bench) {
    String small = Outcome.of("models", "show", "inception-v3", "--size=100x80").ends(0).out();
    assertTrue(small.contains("for a picture of 100x80 pixels"), small);
    Pattern first = Pattern.compile("(?m)^conv2d_1 +convolution +32x39x49 +896$");
    assertTrue(first.matcher(small).find(), small);
    assertNotEquals(small, Outcome.of("models", "show", "inception-v3").ends(0).out());
    Outcome.of("models", "show", "inception-v3", "--size=100")
        .ends(ExitCode.USAGE)
        .says("expected WIDTHxHEIGHT in pixels, such as 512x384, found '100'");
  }

  // ---- bench

  private static final Pattern LINE =
      Pattern.compile(
          "reverie dream 48x32 (f32|bf16) median_ms=([0-9.]+) peak_mib=([0-9]+|unknown)\\R");

  private static Matcher timed(String... options) {
    Outcome outcome = Outcome.of(with(new String[] {"bench", "dream", "48x32"}, options)).ends(0);
    Matcher line = LINE.matcher(outcome.out());
    assertTrue(line.matches(), outcome.out());
    assertEquals("", outcome.err());
    return line;
  }

  /** How many steps are timed: BenchRecipeTest. Here, that the number gets there. */
  private static void benchSteps(Workbench bench) {
    long start = System.nanoTime();
    timed("--steps=1");
    double few = (System.nanoTime() - start) / 1e6;
    start = System.nanoTime();
    double median = Double.parseDouble(timed("--steps=600").group(2));
    double many = (System.nanoTime() - start) / 1e6;
    // Half of the steps take the median or longer; the start-up, which both have, varies.
    assertTrue(many - few > 150 * median, few + " ms, " + many + " ms, a step " + median);
    Outcome.of("bench", "dream", "48x32", "--steps=0")
        .ends(ExitCode.USAGE)
        .says("--steps: expected 1 or more, found 0");
  }

  private static void benchSweep(Workbench bench) throws Exception {
    String file = bench.file("sweep.png").toString();
    String[] words = {"bench", "dream", "760x560", "--steps=1", "--sweep=" + file, "--force"};
    String out = Outcome.of(words).ends(ExitCode.DONE).out();
    assertEquals(3, out.lines().count(), out);
    assertTrue(out.lines().findFirst().orElseThrow().contains("dream 582x429 f32"), out);
    assertTrue(out.contains("dream 760x560 f32") && out.contains("tiles=1"), out);
    assertTrue(Pictures.read(bench.file("sweep.png")).width() > 100);
    Outcome.of("bench", "dream", "160x120", "--steps=1", "--sweep=" + file)
        .ends(ExitCode.FILE)
        .says("--force");
  }

  private static void benchMemory(Workbench bench) {
    String file = bench.file("tiled.png").toString();
    String[] tiled = {
      "bench", "dream", "640x560", "--steps=1", "--sweep=" + file, "--max-memory=60M"
    };
    String out = Outcome.of(tiled).ends(ExitCode.DONE).out();
    assertFalse(out.contains("tiles=1 ") || out.contains("tiles=1" + System.lineSeparator()), out);
    Outcome.of("bench", "style", "640x560", "--steps=1", "--max-memory=150M")
        .ends(ExitCode.FILE)
        .says("workload style is measured whole");
  }

  private static void benchEngine(Workbench bench) {
    double nd4j = Double.parseDouble(timed("--engine=nd4j", "--steps=5").group(2));
    double auto = Double.parseDouble(timed("--engine=auto", "--steps=5").group(2));
    assertTrue(nd4j > 0 && auto > 0);
    Outcome.of("bench", "dream", "48x32", "--engine=nd4j", "--precision=bf16")
        .ends(ExitCode.USAGE)
        .says("engine nd4j");
  }

  private static void benchThreads(Workbench bench) {
    timed("--threads=1", "--steps=1");
    Outcome.of("bench", "dream", "48x32", "--threads=-3")
        .ends(ExitCode.USAGE)
        .says("--threads: expected 0 to 1024, found -3");
  }

  private static void benchPrecision(Workbench bench) {
    assertEquals("f32", timed("--precision=f32", "--steps=1").group(1));
    Outcome outcome = Outcome.of("bench", "dream", "48x32", "--precision=bf16", "--steps=1");
    if (outcome.code() == ExitCode.FILE) {
      outcome.says("this processor cannot compute in bf16");
    } else {
      assertTrue(outcome.out().contains(" bf16 "), outcome.out());
    }
  }
}
