package reverie.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** What is said of mistakes, with which exit code, and that nothing is left behind. */
class ErrorsTest {
  @TempDir Path folder;
  private Workbench bench;

  @BeforeEach
  void a_photo() {
    bench = new Workbench(folder);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--octave=3                    | Unknown option: '--octave        | --octaves",
        "--octaves=21                  | --octaves: expected 0 to 20, found 21 | --help",
        "--octaves=many                | Invalid value for option '--octaves' | --help",
        "--octave-scale=NaN            | --octave-scale: expected 1.01 to 4, found NaN | --help",
        "--steps=0                     | --steps: expected 1 to 1000000, found 0 | --help",
        "--step-size=2                 | --step-size: expected            | --help",
        "--jitter=-1                   | --jitter: expected 0 to 4096, found -1 | --help",
        "--save-every=-1               | --save-every: expected           | --help",
        "--seed=x                      | Invalid value for option '--seed' | --help",
        "--smooth=gausian              | unknown gradient filter 'gausian' | Did you mean gaussian?",
        "--layers=mixd4                | unknown layer 'mixd4'            | Did you mean mixed4",
        "--layers=mixed4=much          | expected a number after =, found 'much' | mixed4=1",
        "--objective=chanel:mixed4:4   | unknown kind of objective 'chanel' | Did you mean channel",
        "--objective=channel:mixed44:4 | unknown layer 'mixed44'          | mixed4",
        "--objective=channel:mixed4:768| 768                              | 767",
        "--objective=mixed4 +          | expected                         | Such as",
        "--model=inception             | unknown model 'inception'        | inception-v3",
        "--engine=onedn                | expected one of [AUTO, ONEDNN, DIRECT, ND4J] | --help",
        "--precision=f16               | expected one of [F32, BF16]      | --help",
      })
  void a_mistake_in_the_command_ends_with_2(String option, String message, String hint)
      throws Exception {
    Outcome outcome = bench.dream("x.png", option).ends(ExitCode.USAGE).says(message, hint);
    assertEquals("", outcome.out());
    assertTrue(outcome.err().startsWith("reverie dream: "), outcome.err());
    assertEquals(List.of("photo.png"), bench.names());
  }

  @Test
  void a_command_that_there_is_not_ends_with_2_and_the_close_one() {
    Outcome.of("draem", "x.jpg").ends(ExitCode.USAGE).says("'draem'", "dream");
    Outcome.of("models", "shwo").ends(ExitCode.USAGE).says("'shwo'", "show");
  }

  @Test
  void no_command_ends_with_2_and_the_usage_on_standard_error() {
    Outcome outcome = Outcome.of().ends(ExitCode.USAGE).says("Usage: reverie", "dream", "bench");
    assertEquals("", outcome.out());
  }

  @Test
  void no_photo_ends_with_2() {
    Outcome.of("dream").ends(ExitCode.USAGE).says("PHOTO", "--help");
  }

  @Test
  void a_missing_file_ends_with_3_and_the_close_names() {
    bench
        .dream(List.of(bench.file("foto.png")), "x.png")
        .ends(ExitCode.FILE)
        .says("foto.png: there is no such file", "Did you mean photo.png?");
  }

  @Test
  void a_file_cut_short_ends_with_3() throws Exception {
    byte[] whole = bench.bytes("photo.png");
    Files.write(bench.file("short.png"), Arrays.copyOf(whole, whole.length / 2));
    bench
        .dream(List.of(bench.file("short.png")), "x.png")
        .ends(ExitCode.FILE)
        .says("short.png: expected a whole PNG picture");
    assertEquals(List.of("photo.png", "short.png"), bench.names());
  }

  @Test
  void a_text_named_as_a_picture_ends_with_3() throws Exception {
    Files.writeString(bench.file("text.jpg"), "This is no picture at all.");
    bench.dream(List.of(bench.file("text.jpg")), "x.png").ends(ExitCode.FILE).says("text.jpg: ");
  }

  @Test
  void an_empty_file_ends_with_3() throws Exception {
    Files.createFile(bench.file("empty.jpg"));
    bench
        .dream(List.of(bench.file("empty.jpg")), "x.png")
        .ends(ExitCode.FILE)
        .says("empty.jpg: is empty");
  }

  @Test
  void a_picture_whose_name_lies_about_its_format_is_read_all_the_same() throws Exception {
    Files.copy(bench.photo, bench.file("photo.jpg"));
    bench.dream(List.of(bench.file("photo.jpg")), "x.png").ends(ExitCode.DONE);
  }

  @Test
  void a_photo_too_small_ends_with_3_and_leaves_nothing() throws Exception {
    bench
        .dream("x.png", "--size=30", "--layers=mixed5", "--trace=" + bench.file("x.jsonl"))
        .ends(ExitCode.FILE)
        .says("a picture of 30x25 pixels is too small for layer", "at least 43x43 pixels");
    assertEquals(List.of("photo.png"), bench.names());
  }

  @Test
  void a_guide_that_is_missing_ends_with_3() {
    bench
        .dream("x.png", "--guide=" + bench.file("flower.jpg"))
        .ends(ExitCode.FILE)
        .says("flower.jpg: there is no such file");
  }

  @Test
  void a_format_that_is_not_written_ends_with_2() {
    bench
        .dream("x.webp")
        .ends(ExitCode.USAGE)
        .says("x.webp: pictures are not written as .webp", ".png");
    bench
        .dream("x.png", "--preview=" + bench.file("p.gif"))
        .ends(ExitCode.USAGE)
        .says("p.gif: pictures are not written as .gif");
  }

  @Test
  void a_folder_that_is_missing_ends_with_3() {
    bench.dream("no/x.png").ends(ExitCode.FILE).says("its folder does not exist", "mkdir -p");
    bench
        .dream("x.png", "--trace=" + bench.file("no/t.jsonl"))
        .ends(ExitCode.FILE)
        .says("t.jsonl: its folder does not exist");
  }

  @Test
  void files_on_the_way_are_kept_too_and_found_before_the_first_step() throws Exception {
    for (String name : List.of("p.png", "t.jsonl", "x-0004.png")) {
      Files.writeString(bench.file(name), "mine");
    }
    for (String option :
        List.of(
            "--preview=" + bench.file("p.png"),
            "--trace=" + bench.file("t.jsonl"),
            "--save-every=1")) {
      bench.dream("x.png", option).ends(ExitCode.FILE).says("exists already", "--force");
    }
    assertEquals(List.of("p.png", "photo.png", "t.jsonl", "x-0004.png"), bench.names());
    assertEquals("mine", Files.readString(bench.file("x-0004.png")));
    assertEquals("mine", Files.readString(bench.file("t.jsonl")));
  }

  @Test
  void a_trace_of_a_command_that_fails_is_not_in_the_way_of_the_next() {
    String trace = "--trace=" + bench.file("t.jsonl");
    bench.dream("x.png", trace, "--layers=mixd4").ends(ExitCode.USAGE);
    bench.dream("x.png", trace).ends(ExitCode.DONE);
  }

  // ---- exit code 1

  @Command(name = "broken")
  static final class Broken implements Callable<Integer> {
    private final Throwable problem;

    Broken(Throwable problem) {
      this.problem = problem;
    }

    @Override
    public Integer call() throws Exception {
      if (problem instanceof Error error) {
        throw error;
      }
      throw (Exception) problem;
    }
  }

  private static Outcome broken(Throwable problem) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    Main main = new Main(new PrintWriter(out), new PrintWriter(err));
    CommandLine line = main.commandLine().addSubcommand(new Broken(problem));
    return new Outcome(main.run(line, "broken"), out.toString(), err.toString());
  }

  @Test
  void a_bug_ends_with_1_and_what_to_report() {
    broken(new IllegalStateException("two of them"))
        .ends(ExitCode.BUG)
        .says("reverie broken: this is a bug in Reverie", "two of them", "\tat ");
    broken(new AssertionError("three of them"))
        .ends(ExitCode.BUG)
        .says("this is a bug in Reverie", "three of them", "\tat ");
  }

  @Test
  void no_memory_left_is_the_users_to_mend() {
    Outcome outcome =
        broken(new OutOfMemoryError("Java heap space"))
            .ends(ExitCode.FILE)
            .says("not enough memory: Java heap space", "JAVA_OPTS=-Xmx");
    assertTrue(!outcome.err().contains("\tat "), outcome.err());
  }
}
