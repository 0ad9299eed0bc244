package reverie.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reverie.image.Picture;
import reverie.image.Pictures;

/** The launchers, as a user starts them, on the jar that was just built. */
class LauncherIT {
  private static final long PATIENCE_SECONDS = 120;

  @TempDir private Path folder;
  private Path photo;

  @BeforeEach
  void posix() {
    assumeTrue(File.separatorChar == '/', "skipped: the shell launchers are for POSIX systems");
    photo = Path.of("samples/cat.jpg").toAbsolutePath();
  }

  private record Ended(int code, String out, String err) {}

  private Process start(String launcher, String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of("bin", launcher).toAbsolutePath().toString());
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
    builder.environment().put("REVERIE_JAR", System.getProperty("reverie.jar"));
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    builder.redirectOutput(folder.resolve("out.txt").toFile());
    builder.redirectError(folder.resolve("err.txt").toFile());
    return builder.start();
  }

  private Ended ended(Process process) throws Exception {
    if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
      process.destroyForcibly();
    }
    return new Ended(
        process.waitFor(),
        Files.readString(folder.resolve("out.txt")),
        Files.readString(folder.resolve("err.txt")));
  }

  @Test
  void the_version_is_one_line_and_nothing_else() throws Exception {
    Ended ended = ended(start("reverie", "--version"));
    assertEquals(0, ended.code());
    assertTrue(ended.out().matches("reverie \\d+\\.\\d+\\.\\d+\\R"), ended.out());
    assertEquals("", ended.err());
  }

  @Test
  void a_dream_prints_its_path_and_no_library_prints_anything() throws Exception {
    Ended ended = ended(start("dream", photo.toString(), "--size", "120", "--steps", "2", "-q"));
    assertEquals(0, ended.code(), ended.err());
    assertEquals("cat-dream.png" + System.lineSeparator(), ended.out());
    assertEquals("", ended.err());
    assertEquals(120, Pictures.read(folder.resolve("cat-dream.png")).width());
  }

  @Test
  void a_mistake_is_told_in_two_lines_without_a_stack_trace() throws Exception {
    Ended ended = ended(start("dream", "no-such-photo.jpg"));
    assertEquals(3, ended.code());
    assertEquals("", ended.out());
    assertTrue(ended.err().contains("no-such-photo.jpg"), ended.err());
    assertFalse(ended.err().contains("\tat "), ended.err());
  }

  @Test
  void ctrl_c_writes_the_last_whole_steps_picture_and_exits_130() throws Exception {
    Path trace = folder.resolve("trace.jsonl");
    Process process =
        start(
            "dream",
            photo.toString(),
            "--size",
            "160",
            "--octaves",
            "1",
            "--steps",
            "1000000",
            "--trace",
            trace.toString());
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    while (System.nanoTime() < deadline && (!Files.exists(trace) || Files.size(trace) < 500)) {
      Thread.sleep(50);
    }
    new ProcessBuilder("kill", "-INT", Long.toString(process.pid())).start().waitFor();
    Ended ended = ended(process);
    assertEquals(130, ended.code(), ended.err());
    assertEquals("cat-dream.png" + System.lineSeparator(), ended.out());
    assertTrue(ended.err().contains("stopped"), ended.err());
    Picture written = Pictures.read(folder.resolve("cat-dream.png"));
    assertEquals(160, written.width());
    try (var files = Files.list(folder)) {
      assertTrue(files.noneMatch(f -> f.toString().endsWith(".part")));
    }
  }
}
