package reverie.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import reverie.cli.DreamOptionsTest.Check;
import reverie.image.Picture;
import reverie.image.Pictures;
import reverie.weights.Safetensors;
import reverie.weights.Weights;
import reverie.zoo.SmallModels;

/** What the tests of {@code caricature} and {@code invert} share: both have {@link EchoOptions}. */
record EchoBench(String command) {
  /** The options that both have. */
  Map<String, Check> table() {
    Map<String, Check> table = new LinkedHashMap<>();
    table.put(command + " --layer", this::layer);
    table.put(command + " --size", this::size);
    table.put(command + " --steps", this::steps);
    table.put(command + " --rate", b -> differ(b, "--rate=0.2"));
    table.put(command + " --start", this::start);
    table.put(command + " --seed", this::seed);
    table.put(command + " --output", this::output);
    table.put(command + " --force", this::force);
    table.put(command + " --quiet", this::quiet);
    table.put(command + " --model", this::model);
    table.put(command + " --architecture", this::architecture);
    table.put(command + " --engine", b -> close(b, "--engine=onednn", "--engine=nd4j"));
    table.put(command + " --threads", b -> close(b, "--threads=1", "--threads=2"));
    table.put(command + " --precision", this::precision);
    return table;
  }

  /** Quick, unless an option of the same name says otherwise; none of the defaults to be tuned. */
  Outcome run(Path photo, Path result, String... options) {
    Map<String, String> words = new LinkedHashMap<>();
    words.put("--layer", "--layer=conv2d_3");
    words.put("--steps", "--steps=2");
    words.put("-o", "-o=" + result);
    words.put("--force", "--force");
    words.put("--quiet", "--quiet");
    for (String option : options) {
      words.put(option.split("=", 2)[0], option);
    }
    List<String> all = new ArrayList<>(List.of(command, photo.toString()));
    words.values().stream().filter(w -> !w.endsWith("=none")).forEach(all::add);
    return Outcome.of(all.toArray(String[]::new));
  }

  Outcome run(Workbench bench, String... options) {
    return run(bench.photo, bench.file("e.png"), options);
  }

  Picture painted(Workbench bench, String... options) {
    Outcome outcome = run(bench, options).ends(ExitCode.DONE);
    assertTrue(outcome.out().endsWith(bench.file("e.png") + System.lineSeparator()), outcome.out());
    return Pictures.read(bench.file("e.png"));
  }

  /** A number of the printed line, such as "cosine". */
  static double told(Outcome outcome, String name) {
    return Double.parseDouble(outcome.out().replaceAll("(?s).*\\t" + name + " (\\S+)\\s.*", "$1"));
  }

  /** The last of the options changes the picture; without it, it is the same. */
  void differ(Workbench bench, String... options) {
    String[] before = Arrays.copyOf(options, options.length - 1);
    Picture plain = painted(bench, before);
    assertArrayEquals(plain.rgb(), painted(bench, before).rgb());
    assertNotEquals(0, Workbench.difference(plain, painted(bench, options)));
  }

  private void close(Workbench bench, String one, String other) {
    assertEquals(0, Workbench.difference(painted(bench, one), painted(bench, other)), 1);
  }

  private void layer(Workbench bench) {
    assertTrue(run(bench, "--layer=conv2d_2").ends(0).out().startsWith("conv2d_2\terror "));
    differ(bench, "--layer=conv2d_2");
    run(bench, "--layer=nothing").ends(ExitCode.USAGE).says("unknown layer 'nothing'");
    // The default is one of the network's own suggestions, which is deeper than a small photo goes.
    Path photo = bench.photo("larger.png", 90, 80);
    String byItself = run(photo, bench.file("d.png"), "--layer=none").ends(0).out();
    assertTrue(byItself.startsWith("mixed"), byItself);
  }

  private void size(Workbench bench) {
    assertEquals(60, painted(bench).width());
    Picture small = painted(bench, "--size=48");
    assertEquals("48x40", small.width() + "x" + small.height());
    Path tiny = bench.photo("tiny.png", 4, 5);
    run(tiny, bench.file("t.png"))
        .ends(ExitCode.FILE)
        .says("a picture of 4x5 pixels is too small for layer", "at least");
    assertFalse(Files.exists(bench.file("t.png")));
    run(bench, "--size=5000").ends(ExitCode.USAGE).says("--size: expected 0 to 4096");
  }

  /** More of them come closer to the photo. */
  private void steps(Workbench bench) {
    double few = told(run(bench, "--steps=2").ends(ExitCode.DONE), "cosine");
    double more = told(run(bench, "--steps=24").ends(ExitCode.DONE), "cosine");
    assertTrue(more > few + 0.01, few + ", " + more);
    run(bench, "--steps=0").ends(ExitCode.USAGE).says("--steps: expected 1 to");
  }

  private void start(Workbench bench) {
    double photo = told(run(bench, "--steps=1", "--start=photo").ends(0), "cosine");
    double grey = told(run(bench, "--steps=1", "--start=grey").ends(0), "cosine");
    assertTrue(photo > 0.9 && photo > grey, photo + ", " + grey);
    differ(bench, "--start=grey");
    run(bench, "--start=white").ends(ExitCode.USAGE).says("--start");
  }

  private void seed(Workbench bench) {
    differ(bench, "--seed=7");
  }

  private void output(Workbench bench) throws Exception {
    Outcome.of(command, bench.photo.toString(), "--layer=conv2d_1", "--steps=1").ends(0);
    assertEquals(60, Pictures.read(bench.file("photo-" + command + ".png")).width());
    Path file = bench.file("there.jpg");
    run(bench, "-o=" + file).ends(ExitCode.DONE);
    assertEquals(60, Pictures.read(file).width());
    run(bench, "-o=" + bench.file("x.txt")).ends(ExitCode.USAGE);
    String png = Files.readString(bench.file("photo-" + command + ".png"), latin());
    assertTrue(png.contains("reverie " + command + " ") && png.contains("seed 0"));
  }

  private static java.nio.charset.Charset latin() {
    return StandardCharsets.ISO_8859_1;
  }

  private void force(Workbench bench) throws Exception {
    Path file = Files.writeString(bench.file("mine.png"), "mine");
    Outcome.of(command, bench.photo.toString(), "-o=" + file)
        .ends(ExitCode.FILE)
        .says("exists already");
    assertEquals("mine", Files.readString(file));
    run(bench, "-o=" + file).ends(ExitCode.DONE);
    assertNotEquals("mine", Files.readString(file, latin()));
  }

  private void quiet(Workbench bench) {
    assertEquals("", run(bench).ends(ExitCode.DONE).err());
    run(bench, "--quiet=none").ends(ExitCode.DONE).says("photo: 2 steps in");
  }

  private void model(Workbench bench) {
    // A network of one size, of grey pictures.
    Picture seen = painted(bench, "--model=lecture", "--layer=none");
    assertEquals("28x28", seen.width() + "x" + seen.height());
  }

  private void architecture(Workbench bench) {
    Path file = bench.file("squeezenet.safetensors");
    Map<String, Weights.Tensor> tensors = new LinkedHashMap<>(SmallModels.squeezeNet());
    tensors.put("more", new Weights.Tensor(new long[] {1}, new float[1]));
    Safetensors.write(file, tensors, Map.of());
    String[] words = {"--model=" + file, "--layer=features.1", "--architecture=squeezenet1_1"};
    run(bench, words[0], words[1]).ends(ExitCode.FILE).says("--architecture");
    run(bench, words).ends(ExitCode.DONE);
  }

  private void precision(Workbench bench) {
    Outcome outcome = run(bench, "--precision=bf16");
    if (outcome.code() != ExitCode.DONE) {
      outcome.ends(ExitCode.FILE).says("bf16");
      return;
    }
    differ(bench, "--precision=bf16");
  }
}
