package reverie.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Several photos, and folders of photos. */
class BatchTest {
  private static final String QUICK = "--octaves=1";

  @TempDir Path folder;
  private Workbench bench;

  @BeforeEach
  void a_photo() {
    bench = new Workbench(folder);
  }

  private String lines(String... names) {
    StringBuilder text = new StringBuilder();
    for (String name : names) {
      text.append(bench.file(name)).append(System.lineSeparator());
    }
    return text.toString();
  }

  @Test
  void a_bad_file_does_not_stop_the_others() throws Exception {
    Path bad = Files.writeString(bench.file("bad.jpg"), "no picture");
    Path last = bench.photo("last.png", 44, 40);
    Outcome outcome =
        bench
            .dream(List.of(bench.photo, bad, last), "out/", QUICK)
            .ends(ExitCode.FILE)
            .says("bad.jpg: ", "reverie dream: 1 of 3 photos failed");
    assertEquals(lines("out/photo-dream.png", "out/last-dream.png"), outcome.out());
    assertEquals(List.of("last-dream.png", "photo-dream.png"), bench.names("out"));
  }

  @Test
  void a_result_that_exists_is_kept_and_the_others_are_done() throws Exception {
    Path last = bench.photo("last.png", 44, 40);
    Files.createDirectory(bench.file("out"));
    Files.writeString(bench.file("out/photo-dream.png"), "mine");
    Outcome outcome =
        bench
            .dream(List.of(bench.photo, last), "out/", QUICK)
            .ends(ExitCode.FILE)
            .says("exists already", "1 of 2 photos failed");
    assertEquals(lines("out/last-dream.png"), outcome.out());
    assertEquals("mine", Files.readString(bench.file("out/photo-dream.png")));
  }

  @Test
  void two_photos_of_one_result_are_refused_before_any_work() throws Exception {
    Files.createDirectory(bench.file("a"));
    Path other = bench.photo("a/photo.jpg", 44, 40);
    Outcome outcome =
        bench
            .dream(List.of(bench.photo, other), "out/")
            .ends(ExitCode.USAGE)
            .says("would both become", "photo-dream.png");
    assertEquals("", outcome.out());
    assertEquals(List.of(), bench.names("out"));
  }

  @Test
  void a_folder_is_the_pictures_in_it_by_name_whatever_else_is_there() throws Exception {
    Files.createDirectory(bench.file("photos"));
    bench.photo("photos/b.png", 44, 40);
    bench.photo("photos/a.jpg", 44, 40);
    Files.writeString(bench.file("photos/notes.txt"), "not a picture");
    Outcome outcome = bench.dream(List.of(bench.file("photos")), "out/", QUICK).ends(ExitCode.DONE);
    assertEquals(lines("out/a-dream.png", "out/b-dream.png"), outcome.out());
  }

  @Test
  void a_folder_without_pictures_ends_with_3() throws Exception {
    Files.createDirectory(bench.file("nothing"));
    bench
        .dream(List.of(bench.file("nothing")), "out/")
        .ends(ExitCode.FILE)
        .says("nothing: expected pictures in this folder, found none");
  }

  @Test
  void one_file_for_several_photos_is_refused_and_the_hint_helps() {
    Path last = bench.photo("last.png", 44, 40);
    bench
        .dream(List.of(bench.photo, last), "x.png")
        .ends(ExitCode.USAGE)
        .says("one file, for 2 photos", "-o " + bench.file("x.png") + "/");
    // As the hint says.
    bench.dream(List.of(bench.photo, last), "x.png/", QUICK).ends(ExitCode.DONE);
    assertTrue(Files.exists(bench.file("x.png/last-dream.png")));
  }

  @Test
  void a_trace_has_the_steps_of_all_photos() throws Exception {
    Path last = bench.photo("last.png", 44, 40);
    String trace = "--trace=" + bench.file("t.jsonl");
    bench.dream(List.of(bench.photo, last), "out/", QUICK, trace).ends(ExitCode.DONE);
    List<String> lines = Files.readAllLines(bench.file("t.jsonl"));
    assertEquals(4, lines.size());
    assertTrue(lines.get(1).contains("photo.png") && lines.get(2).contains("last.png"));
  }
}
