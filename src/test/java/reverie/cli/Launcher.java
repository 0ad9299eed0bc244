package reverie.cli;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Starts the scripts in {@code bin} as a shell does, in a folder, on the JDK that runs the tests
 * and with the jar that this build has made.
 */
final class Launcher {
  private static final long PATIENCE_SECONDS = 180;

  private final Path folder;
  private final Path out;
  private final Path err;

  Launcher(Path folder) throws IOException {
    this.folder = folder;
    Path streams = Files.createTempDirectory(folder, ".streams");
    this.out = streams.resolve("out");
    this.err = streams.resolve("err");
  }

  /** The script of that name. */
  static String script(String name) {
    return Path.of("bin", name).toAbsolutePath().toString();
  }

  /** The jar of this build. */
  static Path jar() {
    return Path.of(System.getProperty("reverie.jar"));
  }

  /** Starts a command. */
  Process start(Map<String, String> environment, String... words) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(withInterrupts(words)).directory(folder.toFile());
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    builder.environment().put("REVERIE_JAR", jar().toString());
    // What a JVM says of these would be taken for what a library says.
    builder.environment().keySet().removeAll(List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS"));
    environment.forEach(
        (name, value) -> {
          if (value.isEmpty()) {
            builder.environment().remove(name);
          } else {
            builder.environment().put(name, value);
          }
        });
    return builder.redirectOutput(out.toFile()).redirectError(err.toFile()).start();
  }

  /** Runs a command to its end. */
  Outcome run(Map<String, String> environment, String... words) throws Exception {
    return end(start(environment, words));
  }

  /** Waits for the end of a command that was started here. */
  Outcome end(Process process) throws Exception {
    if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new TimeoutException("after " + PATIENCE_SECONDS + " s; " + text(out) + text(err));
    }
    return new Outcome(process.exitValue(), text(out), text(err));
  }

  private static String text(Path file) throws IOException {
    return Files.readString(file, StandardCharsets.UTF_8);
  }

  /** Ctrl-C. */
  static void interrupt(Process process) throws Exception {
    Process kill = new ProcessBuilder("kill", "-INT", Long.toString(process.pid())).start();
    assertTrue(kill.waitFor() == 0, "kill -INT");
  }

  /**
   * A build in the background ignores Ctrl-C, and so would what it starts: GNU's env undoes that.
   */
  private static List<String> withInterrupts(String... words) throws IOException {
    List<String> all = new ArrayList<>();
    List<String> undone = List.of("env", "--default-signal=INT");
    List<String> probe = new ArrayList<>(undone);
    probe.add("true");
    try {
      if (new ProcessBuilder(probe).start().waitFor() == 0) {
        all.addAll(undone);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    all.addAll(Arrays.asList(words));
    return all;
  }
}
