package reverie.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import reverie.image.Pictures;
import reverie.image.WriteOptions;
import reverie.recipe.Photos;

/**
 * The whole program as a user starts it: launcher, jar, libraries, natives. Neither the JDK nor a
 * library may print anything of its own.
 */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "skipped: these are the launchers for POSIX")
class LauncherIT {
  private static final Map<String, String> AS_IT_IS = Map.of();
  private static final String[] QUICK = {"--octaves", "1", "--steps", "2", "--layers", "mixed3"};

  @TempDir Path folder;
  private Launcher launcher;

  @BeforeEach
  void a_photo() throws Exception {
    launcher = new Launcher(folder);
    Pictures.write(Photos.of(100, 90), folder.resolve("a photo.png"), WriteOptions.DEFAULT);
  }

  private static String[] words(String script, String[] options, String... more) {
    List<String> all = new java.util.ArrayList<>(List.of(Launcher.script(script)));
    all.addAll(List.of(more));
    all.addAll(List.of(options));
    return all.toArray(String[]::new);
  }

  @Test
  void it_tells_the_version_and_nothing_else() throws Exception {
    Outcome outcome = launcher.run(AS_IT_IS, Launcher.script("reverie"), "--version").ends(0);
    assertEquals("reverie " + System.getProperty("reverie.version") + "\n", outcome.out());
    assertEquals("", outcome.err());
  }

  @Test
  void a_dream_lands_in_the_working_folder_and_only_its_name_is_printed() throws Exception {
    Outcome outcome = launcher.run(AS_IT_IS, words("dream", QUICK, "a photo.png")).ends(0);
    assertEquals("a photo-dream.png\n", outcome.out());
    assertTrue(outcome.err().matches("a photo: 2 steps in [0-9.]+ s\n"), outcome.err());
    assertEquals("100x90, 8 bit", Pictures.read(folder.resolve("a photo-dream.png")).toString());
  }

  @Test
  void a_quiet_dream_prints_nothing_to_standard_error_on_either_engine() throws Exception {
    for (String engine : List.of("auto", "nd4j")) {
      String[] words = words("dream", QUICK, "a photo.png", "-q", "--force", "--engine", engine);
      Outcome outcome = launcher.run(AS_IT_IS, words).ends(0);
      assertEquals("a photo-dream.png\n", outcome.out());
      assertEquals("", outcome.err());
    }
  }

  @Test
  void the_other_commands_print_nothing_to_standard_error() throws Exception {
    String[] layers = {"--layers", "mixed3", "--gradient", "--save", "x.safetensors"};
    Outcome activations =
        launcher.run(AS_IT_IS, words("reverie", layers, "activations", "a photo.png"));
    assertEquals(new Outcome(0, "x.safetensors\n", ""), activations);
    String[] steps = {"--steps", "1"};
    Outcome bench =
        launcher.run(AS_IT_IS, words("reverie", steps, "bench", "dream", "48x32")).ends(0);
    assertTrue(bench.out().startsWith("reverie dream 48x32 f32 median_ms="), bench.out());
    assertEquals("", bench.err());
  }

  @Test
  void the_exit_code_gets_through() throws Exception {
    launcher
        .run(AS_IT_IS, words("dream", QUICK, "no photo.png"))
        .ends(ExitCode.FILE)
        .says("no photo.png: there is no such file", "Did you mean a photo.png?");
    launcher.run(AS_IT_IS, Launcher.script("dream"), "--octave", "1").ends(ExitCode.USAGE);
  }

  @Test
  void ctrl_c_keeps_the_last_whole_step_and_ends_with_130() throws Exception {
    String[] endless = {"--octaves", "1", "--steps", "900000", "--layers", "mixed3"};
    Path trace = folder.resolve("trace.jsonl");
    Process process =
        launcher.start(
            AS_IT_IS, words("dream", endless, "a photo.png", "--trace", trace.toString()));
    for (int i = 0; i < 1200 && process.isAlive() && !hasSteps(trace); i++) {
      Thread.sleep(50);
    }
    Launcher.interrupt(process);
    Outcome outcome = launcher.end(process).ends(ExitCode.INTERRUPTED);
    outcome.says("reverie dream: stopped; the last whole step is in a photo-dream.png");
    assertEquals("a photo-dream.png\n", outcome.out());
    assertEquals("100x90, 8 bit", Pictures.read(folder.resolve("a photo-dream.png")).toString());
    try (var files = Files.list(folder)) {
      assertEquals(0, files.filter(f -> f.toString().endsWith(".part")).count());
    }
  }

  private static boolean hasSteps(Path trace) throws Exception {
    return Files.exists(trace) && Files.readAllLines(trace).size() > 3;
  }

  @Test
  void a_painting_that_was_killed_and_resumed_is_the_unbroken_one() throws Exception {
    Pictures.write(StyleBench.pattern(true), folder.resolve("style.png"), WriteOptions.DEFAULT);
    String[] work = {
      "--style", "style.png", "--scales", "2", "--steps", "5,250", "--style-layers", "conv2d_3"
    };
    launcher.run(AS_IT_IS, words("stylize", work, "a photo.png", "-o", "unbroken.png")).ends(0);
    Path checkpoint = folder.resolve("killed.safetensors");
    Process process =
        launcher.start(
            AS_IT_IS,
            words(
                "stylize",
                work,
                "a photo.png",
                "-o",
                "killed.png",
                "--checkpoint",
                "killed.safetensors"));
    for (int i = 0; i < 2400 && process.isAlive() && !Files.exists(checkpoint); i++) {
      Thread.sleep(25);
    }
    assertTrue(process.isAlive(), "it was at work when the checkpoint appeared");
    process.destroyForcibly().waitFor(); // SIGKILL; the script has become the program.
    assertTrue(Files.exists(checkpoint));
    assertTrue(Files.notExists(folder.resolve("killed.png")));
    launcher
        .run(
            AS_IT_IS,
            words(
                "stylize",
                work,
                "a photo.png",
                "-o",
                "killed.png",
                "--resume",
                "killed.safetensors"))
        .ends(0);
    assertArrayEquals(
        Files.readAllBytes(folder.resolve("unbroken.png")),
        Files.readAllBytes(folder.resolve("killed.png")));
  }

  @Test
  @EnabledIfSystemProperty(named = "os.arch", matches = "amd64")
  void half_precision_is_refused_where_the_processor_lacks_it() throws Exception {
    String[] half = {"--precision", "bf16", "--layers", "conv2d_1", "--octaves", "1"};
    launcher
        .run(Map.of("ONEDNN_MAX_CPU_ISA", "AVX2"), words("dream", half, "a photo.png"))
        .ends(ExitCode.FILE)
        .says("this processor cannot compute in bf16", "Leave --precision out");
  }

  @Test
  void without_one_dnns_binary_it_dreams_on_nd4j() throws Exception {
    Path lib = Files.createDirectories(folder.resolve("without/lib"));
    Path jar = Files.copy(Launcher.jar(), lib.resolveSibling("reverie.jar"));
    try (var all = Files.list(Launcher.jar().resolveSibling("lib"))) {
      for (Path one : all.filter(l -> !isOneDnnsBinary(l)).toList()) {
        Files.createSymbolicLink(lib.resolve(one.getFileName()), one);
      }
    }
    Map<String, String> environment = Map.of("REVERIE_JAR", jar.toString());
    launcher.run(environment, words("dream", QUICK, "a photo.png", "-q")).ends(0);
    launcher
        .run(environment, words("dream", QUICK, "a photo.png", "--force", "--engine", "onednn"))
        .ends(ExitCode.FILE)
        .says("its binary does not load on this platform", "--engine nd4j");
  }

  private static boolean isOneDnnsBinary(Path library) {
    return library.getFileName().toString().matches("dnnl-.*-(linux|macosx|windows)-.*\\.jar");
  }

  @Test
  void links_to_the_launchers_start_it_as_well() throws Exception {
    for (String name : List.of("dream", "reverie")) {
      Path link = Files.createSymbolicLink(folder.resolve(name), Path.of(Launcher.script(name)));
      Path again = Files.createSymbolicLink(folder.resolve("my-" + name), Path.of(name));
      launcher.run(AS_IT_IS, link.toString(), "--version").ends(0);
      launcher.run(AS_IT_IS, again.toString(), "--version").ends(0);
      Files.delete(again);
      Files.delete(link);
    }
  }

  @Test
  void a_jar_or_a_java_that_is_not_there_ends_with_3_and_what_to_do() throws Exception {
    String reverie = Launcher.script("reverie");
    launcher
        .run(Map.of("REVERIE_JAR", "/no/such.jar"), reverie, "--version")
        .ends(ExitCode.FILE)
        .says("/no/such.jar", "unset it");
    launcher
        .run(Map.of("JAVA_HOME", "/no/such/jdk"), reverie, "--version")
        .ends(ExitCode.FILE)
        .says("no Java found", "JAVA_HOME");
  }

  /** With a stand-in for Maven that leaves this build's jar. */
  @Test
  void it_builds_when_it_is_not_built_and_when_a_source_is_newer() throws Exception {
    Path root = Files.createDirectories(folder.resolve("clone"));
    Path reverie = Files.createDirectories(root.resolve("bin")).resolve("reverie");
    Files.copy(Path.of(Launcher.script("reverie")), reverie, StandardCopyOption.COPY_ATTRIBUTES);
    Path source = Files.createDirectories(root.resolve("src/main")).resolve("A.java");
    Files.writeString(source, "class A {}");
    Files.writeString(root.resolve("pom.xml"), "<project/>");
    Path tools = Files.createDirectories(folder.resolve("tools"));
    Path maven =
        Files.writeString(
            tools.resolve("mvn"),
            String.join(
                "\n",
                "#!/bin/sh",
                "echo \"$@\" >> built",
                "mkdir -p target",
                "ln -sfn '" + Launcher.jar().resolveSibling("lib") + "' target/lib",
                "cp '" + Launcher.jar() + "' target/reverie.jar",
                "touch target/reverie.jar"));
    Files.setPosixFilePermissions(maven, PosixFilePermissions.fromString("rwxr-xr-x"));
    Map<String, String> environment =
        Map.of("REVERIE_JAR", "", "PATH", tools + ":" + System.getenv("PATH"));
    Path built = root.resolve("built");

    launcher
        .run(environment, reverie.toString(), "--version")
        .ends(0)
        .says("reverie: building (once");
    assertEquals(List.of("-q -B -DskipTests package"), Files.readAllLines(built));
    assertEquals("", launcher.run(environment, reverie.toString(), "--version").ends(0).err());
    assertEquals(1, Files.readAllLines(built).size());
    Files.setLastModifiedTime(source, FileTime.from(Instant.now().plusSeconds(60)));
    launcher.run(environment, reverie.toString(), "--version").ends(0);
    assertEquals(2, Files.readAllLines(built).size());
    Files.delete(root.resolve("target/lib"));
  }
}
