package reverie.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/**
 * The documents say what the program does: option tables equal the parser's, pictures exist, are
 * small, and carry the command that made them. {@code mvn test -Dtest=DocsTest -Ddocs.update}
 * writes the tables anew.
 */
class DocsTest {
  private static final Pattern TABLE =
      Pattern.compile("<!-- options: (.+?) -->\n(.*?)<!-- end of options -->", Pattern.DOTALL);

  /** A picture, and what comes after it and those side by side with it, a line each. */
  private static final Pattern PICTURE =
      Pattern.compile("!\\[[^]]*]\\(([^)]+)\\)(?=(?:\n!\\[[^]]*]\\([^)]+\\))*\n\n(.{0,6}))");

  private static final long MOST_BYTES = 200 * 1024;

  private static List<Path> documents() throws IOException {
    List<Path> all = new ArrayList<>(List.of(Path.of("README.md")));
    try (Stream<Path> docs = Files.list(Path.of("docs"))) {
      docs.filter(f -> f.toString().endsWith(".md")).sorted().forEach(all::add);
    }
    return all;
  }

  @TestFactory
  Stream<DynamicTest> option_tables_are_the_parsers() throws IOException {
    return documents().stream()
        .map(d -> DynamicTest.dynamicTest(d.toString(), () -> checkTables(d)));
  }

  private static void checkTables(Path document) throws IOException {
    String text = Files.readString(document);
    String expected =
        TABLE
            .matcher(text)
            .replaceAll(
                found ->
                    Matcher.quoteReplacement(
                        "<!-- options: "
                            + found.group(1)
                            + " -->\n"
                            + table(found.group(1))
                            + "<!-- end of options -->"));
    if (System.getProperty("docs.update") != null) {
      Files.writeString(document, expected);
    } else {
      assertEquals(expected, text, "repair with: mvn test -Dtest=DocsTest -Ddocs.update");
    }
  }

  private static String table(String command) {
    CommandLine line = new Main(silent(), silent()).commandLine();
    for (String name : command.split(" ", -1)) {
      line = line.getSubcommands().get(name);
    }
    String rows =
        line.getCommandSpec().options().stream()
            .filter(option -> !option.hidden())
            .map(DocsTest::row)
            .collect(Collectors.joining());
    return "| option | what it does |\n|---|---|\n" + rows;
  }

  private static String row(OptionSpec option) {
    String label = option.arity().max() == 0 ? "" : " " + option.paramLabel();
    String names = option.names().length == 0 ? "" : String.join(", ", option.names());
    String text = description(option);
    return "| `" + names + label + "` | " + text.replace("|", "\\|") + " |\n";
  }

  private static String description(OptionSpec option) {
    return String.join(" ", option.description())
        .replace("${DEFAULT-VALUE}", String.valueOf(option.defaultValue()))
        .replace(
            "${COMPLETION-CANDIDATES}",
            option.completionCandidates() == null
                ? ""
                : String.join(", ", option.completionCandidates()));
  }

  @TestFactory
  Stream<DynamicTest> pictures_are_there_are_small_and_have_their_command_under_them()
      throws IOException {
    List<DynamicTest> tests = new ArrayList<>();
    for (Path document : documents()) {
      Matcher found = PICTURE.matcher(Files.readString(document));
      while (found.find()) {
        Path picture = document.resolveSibling(found.group(1)).normalize();
        boolean command = found.group(2).startsWith("    ");
        tests.add(
            DynamicTest.dynamicTest(
                document + ": " + picture,
                () -> {
                  assertTrue(Files.exists(picture), "missing");
                  assertTrue(
                      Files.size(picture) <= MOST_BYTES,
                      "larger than 200 KB: " + Files.size(picture));
                  assertTrue(
                      command, "the line after next is to be the command, indented by four spaces");
                }));
      }
    }
    return tests.stream();
  }

  @Test
  void the_readme_opens_with_a_picture_and_then_the_two_commands() throws IOException {
    String readme = Files.readString(Path.of("README.md"));
    int picture = readme.indexOf("![");
    int dream = readme.indexOf("    bin/dream samples/alps.jpg\n");
    int verify = readme.indexOf("    mvn verify\n");
    assertTrue(picture >= 0 && picture < dream && dream < verify, "picture, bin/dream, mvn verify");
  }

  private static PrintWriter silent() {
    return new PrintWriter(new StringWriter());
  }
}
