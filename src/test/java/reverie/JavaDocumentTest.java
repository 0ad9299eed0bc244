package reverie;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.StringWriter;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** The examples of docs/java.md and README.md compile and run as they stand there. */
class JavaDocumentTest {
  private static final Pattern BLOCK = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);

  @TempDir private static Path folder;

  private static List<String> blocks(String document) throws IOException {
    List<String> blocks = new ArrayList<>();
    Matcher found = BLOCK.matcher(Files.readString(Path.of(document)));
    while (found.find()) {
      blocks.add(found.group(1));
    }
    return blocks;
  }

  @TestFactory
  Stream<DynamicTest> examples_compile_and_run() throws IOException {
    List<String> all = blocks("docs/java.md");
    String imports = all.get(0);
    List<DynamicTest> tests = new ArrayList<>();
    for (String block : all.subList(1, all.size())) {
      tests.add(test(tests.size(), imports, block));
    }
    // The README's is the real thing: made quick here.
    for (String block : blocks("README.md")) {
      String quick =
          block.replace("DreamSettings.DEFAULT", "DreamSettings.DEFAULT.withOctavesAndSteps(1, 1)");
      assertTrue(!quick.equals(block), "the README's example dreams with the defaults");
      tests.add(test(tests.size(), imports, quick));
    }
    return tests.stream();
  }

  private static DynamicTest test(int number, String imports, String block) {
    String first = block.lines().filter(l -> !l.isBlank()).skip(1).findFirst().orElse("");
    return DynamicTest.dynamicTest(
        number + ": " + first.strip(), () -> run("Example" + number, imports, block));
  }

  private static void run(String name, String imports, String block) throws Exception {
    // Results go to the test's own folder.
    String here =
        block.replace(
            "Path.of(\"cat-dream.png\")", "Path.of(\"" + folder.resolve(name + ".png") + "\")");
    Path source = folder.resolve(name + ".java");
    Files.writeString(
        source,
        imports
            + "public class "
            + name
            + " { public static void run() throws Exception {\n"
            + here
            + "}}\n");
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    StringWriter problems = new StringWriter();
    try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
      boolean compiled =
          compiler
              .getTask(
                  problems,
                  files,
                  null,
                  List.of(
                      "-proc:none",
                      "-d",
                      folder.toString(),
                      "-cp",
                      System.getProperty("java.class.path")),
                  null,
                  files.getJavaFileObjects(source))
              .call();
      assertTrue(compiled, problems.toString());
    }
    try (URLClassLoader loader = new URLClassLoader(new URL[] {folder.toUri().toURL()})) {
      loader.loadClass(name).getMethod("run").invoke(null);
    }
  }
}
