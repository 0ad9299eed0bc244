package reverie;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reverie.image.Pictures;

/**
 * The examples of the README and {@code docs/java.md} compile, run, and print what they say they
 * print.
 */
class JavaDocTest {
  private static final Path DOCUMENT = Path.of("docs/java.md");
  private static final Pattern BLOCK = Pattern.compile("(?m)^```java\\R(.*?)^```$", Pattern.DOTALL);
  private static final Pattern PRINTS = Pattern.compile("(?m)^// prints: (.*)$");

  @TempDir static Path folder;
  private static String text;
  private static int code;
  private static String output;

  @BeforeAll
  static void compile_and_run_the_blocks_in_a_folder_with_the_samples() throws Exception {
    text = Files.readString(DOCUMENT);
    Path source = folder.resolve("Examples.java");
    // The README's dreams with the defaults: made quick here.
    String readme =
        Files.readString(Path.of("README.md"))
            .replace("DreamSettings.DEFAULT", "DreamSettings.DEFAULT.withOctavesAndSteps(1, 1)");
    Files.writeString(source, program(text + readme));
    compile(source);
    Files.createDirectory(folder.resolve("samples"));
    Files.copy(Path.of("samples/cat.jpg"), folder.resolve("samples/cat.jpg"));
    run();
  }

  /** The first block holds the imports, each other one becomes a method. */
  private static String program(String document) {
    List<String> blocks = BLOCK.matcher(document).results().map(b -> b.group(1)).toList();
    assertTrue(blocks.size() > 2, "blocks of Java in " + DOCUMENT);
    StringBuilder program = new StringBuilder(blocks.get(0)).append("public class Examples {\n");
    StringBuilder calls = new StringBuilder();
    for (int i = 1; i < blocks.size(); i++) {
      program.append("static void example").append(i).append("() throws Exception {\n");
      program.append(blocks.get(i)).append("}\n");
      calls.append("example").append(i).append("();\n");
    }
    return program
        .append("public static void main(String[] arguments) throws Exception {\n")
        .append(calls)
        .append("}\n}\n")
        .toString();
  }

  private static String classPath() {
    return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
        .map(entry -> Path.of(entry).toAbsolutePath().toString())
        .collect(Collectors.joining(File.pathSeparator));
  }

  private static void compile(Path source) throws Exception {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    StringWriter problems = new StringWriter();
    try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
      List<String> options = List.of("-d", folder.toString(), "-cp", classPath(), "-proc:none");
      boolean compiled =
          compiler
              .getTask(problems, files, null, options, null, files.getJavaFileObjects(source))
              .call();
      assertTrue(compiled, problems.toString());
    }
  }

  private static void run() throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx1g", "-Djava.awt.headless=true"));
    command.addAll(List.of("-cp", folder + File.pathSeparator + classPath(), "Examples"));
    Process process =
        new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true).start();
    output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    code = process.waitFor();
  }

  @Test
  void all_run_to_their_end() {
    assertEquals(0, code, output);
  }

  @Test
  void they_print_what_they_say() {
    Matcher says = PRINTS.matcher(text);
    int from = 0;
    while (says.find()) {
      int found = output.indexOf(says.group(1) + System.lineSeparator(), from);
      assertTrue(found >= 0, "expected '" + says.group(1) + "' in order in: " + output);
      from = found;
    }
    assertTrue(from > 0, "something is printed");
  }

  @Test
  void the_dream_is_a_picture() {
    assertEquals("451x300, 8 bit", Pictures.read(folder.resolve("cat-dream.png")).toString());
  }
}
