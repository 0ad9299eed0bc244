package reverie.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import reverie.cli.DreamOptionsTest.Check;
import reverie.image.Pictures;

/** Each option of {@code gallery} does what it says; on the lecture's network, which is quick. */
class GalleryCommandTest {
  static Map<String, Check> table() {
    Map<String, Check> table = new LinkedHashMap<>();
    table.put("gallery --architecture", b -> refused(b, "--architecture=vgg19", "--architecture"));
    table.put("gallery --layers", GalleryCommandTest::layers);
    table.put("gallery --channels", GalleryCommandTest::channels);
    table.put("gallery --diverse", GalleryCommandTest::diverse);
    table.put("gallery --samples", GalleryCommandTest::samples);
    table.put("gallery --exemplars", GalleryCommandTest::exemplars);
    table.put("gallery --top", b -> refused(b, "--top=0", "--top: expected 1 to 100"));
    table.put("gallery --size", GalleryCommandTest::size);
    table.put("gallery --steps", b -> other(b, "--steps=4"));
    table.put("gallery --seed", b -> other(b, "--seed=4"));
    table.put("gallery --output", GalleryCommandTest::output);
    table.put("gallery --force", GalleryCommandTest::force);
    table.put("gallery --quiet", GalleryCommandTest::quiet);
    table.put("gallery --engine", b -> refused(b, "--engine=cuda", "--engine"));
    table.put("gallery --threads", b -> refused(b, "--threads=-1", "0 to 1024"));
    table.put("gallery --precision", b -> refused(b, "--precision=f8", "--precision"));
    return table;
  }

  @TestFactory
  Stream<DynamicTest> changing(@TempDir Path folder) {
    Workbench bench = new Workbench(folder);
    return table().entrySet().stream()
        .map(e -> DynamicTest.dynamicTest(e.getKey(), () -> e.getValue().on(bench)));
  }

  /** Into a folder of that name; quick, unless an option of the same name says otherwise. */
  private static Outcome gallery(Workbench bench, String folder, String... options) {
    Map<String, String> words = new LinkedHashMap<>();
    words.put("--layers", "--layers=conv1");
    words.put("--channels", "--channels=0-1");
    words.put("--steps", "--steps=2");
    words.put("--diverse", "--diverse=0");
    words.put("-o", "-o=" + bench.file(folder));
    for (String option : options) {
      words.put(option.split("=", 2)[0], option);
    }
    List<String> all = new ArrayList<>(List.of("gallery", "lecture"));
    all.addAll(words.values());
    return Outcome.of(all.toArray(String[]::new));
  }

  private static void refused(Workbench bench, String option, String told) {
    gallery(bench, "refused", option).ends(ExitCode.USAGE).says(told);
    assertFalse(Files.exists(bench.file("refused/index.html")));
  }

  private static void layers(Workbench bench) {
    gallery(bench, "layers", "--layers=conv2,conv1").ends(ExitCode.DONE);
    assertTrue(Files.exists(bench.file("layers/layers/conv2/1.html")));
    assertTrue(Files.exists(bench.file("layers/layers/conv1/filters.png")));
    gallery(bench, "none", "--layers=conv9").ends(ExitCode.USAGE).says("unknown layer 'conv9'");
  }

  private static void channels(Workbench bench) {
    gallery(bench, "channels", "--channels=3,24,99").ends(ExitCode.DONE);
    assertTrue(Files.exists(bench.file("channels/layers/conv1/24.png")));
    assertFalse(Files.exists(bench.file("channels/layers/conv1/0.png")));
  }

  private static void diverse(Workbench bench) {
    gallery(bench, "diverse", "--channels=0", "--diverse=2").ends(ExitCode.DONE);
    assertTrue(Files.exists(bench.file("diverse/layers/conv1/0-diverse-2.png")));
    refused(bench, "--diverse=99", "--diverse");
  }

  private static void samples(Workbench bench) throws IOException {
    gallery(bench, "samples", "--samples=samples").ends(ExitCode.DONE);
    assertTrue(Files.exists(bench.file("samples/samples/cat.jpg")));
    assertTrue(Files.readString(bench.file("samples/layers/conv1/0.html")).contains("cat.jpg"));
  }

  private static void exemplars(Workbench bench) throws IOException {
    gallery(bench, "exemplars", "--exemplars=samples", "--top=2").ends(ExitCode.DONE);
    String page = Files.readString(bench.file("exemplars/layers/conv1/0.html"));
    assertTrue(page.contains("0-exemplar-2.png"), page);
    assertFalse(page.contains("0-exemplar-3.png"), page);
  }

  private static void size(Workbench bench) {
    gallery(bench, "size", "--size=36").ends(ExitCode.DONE);
    assertEquals(36, Pictures.read(bench.file("size/layers/conv1/0.png")).width());
  }

  /** Another value is another gallery: not into the same folder. */
  private static void other(Workbench bench, String option) {
    gallery(bench, "other").ends(ExitCode.DONE);
    gallery(bench, "other", option).ends(ExitCode.USAGE).says("of other settings", "--force");
    gallery(bench, "else" + option, option).ends(ExitCode.DONE);
    String picture = "layers/conv1/0.png";
    assertTrue(
        Workbench.difference(
                Pictures.read(bench.file("other/" + picture)),
                Pictures.read(bench.file("else" + option + "/" + picture)))
            > 0);
  }

  private static void output(Workbench bench) {
    String out = gallery(bench, "output").ends(ExitCode.DONE).out();
    assertEquals(bench.file("output/index.html") + System.lineSeparator(), out);
  }

  private static void force(Workbench bench) throws IOException {
    gallery(bench, "force").ends(ExitCode.DONE);
    byte[] before = bench.bytes("force/layers/conv1/0.png");
    gallery(bench, "force", "--seed=9", "--force").ends(ExitCode.DONE);
    assertNotEquals(
        Arrays.hashCode(before), Arrays.hashCode(bench.bytes("force/layers/conv1/0.png")));
  }

  private static void quiet(Workbench bench) {
    assertTrue(gallery(bench, "loud").ends(ExitCode.DONE).err().contains("3 of 3"));
    assertEquals("", gallery(bench, "quiet", "--quiet").ends(ExitCode.DONE).err());
  }

  @Test
  void what_is_there_is_not_made_again_and_all_bytes_stay(@TempDir Path folder) throws IOException {
    Workbench bench = new Workbench(folder);
    gallery(bench, "g", "--channels=0-2").ends(ExitCode.DONE);
    Path kept = bench.file("g/layers/conv1/0.png");
    Path lost = bench.file("g/layers/conv1/2.png");
    byte[] page = bench.bytes("g/index.html");
    byte[] picture = Files.readAllBytes(lost);
    Files.setLastModifiedTime(kept, FileTime.fromMillis(1_000_000));
    Files.delete(lost);
    gallery(bench, "g", "--channels=0-2").ends(ExitCode.DONE);
    assertEquals(FileTime.fromMillis(1_000_000), Files.getLastModifiedTime(kept));
    assertEquals(0, Arrays.compare(picture, Files.readAllBytes(lost)));
    assertEquals(0, Arrays.compare(page, bench.bytes("g/index.html")));
  }
}
