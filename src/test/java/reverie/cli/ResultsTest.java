package reverie.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import reverie.image.Picture;
import reverie.image.Pictures;
import reverie.image.WriteOptions;
import reverie.recipe.Photos;

/** What commands print, and what is in the files. */
class ResultsTest {
  @TempDir Path folder;
  private Workbench bench;

  @BeforeEach
  void a_photo() {
    bench = new Workbench(folder);
  }

  private String text(String name) throws IOException {
    return new String(bench.bytes(name), StandardCharsets.ISO_8859_1);
  }

  @Test
  void the_result_alone_goes_to_standard_output_and_progress_to_standard_error() {
    Outcome outcome = bench.dream("x.png").ends(ExitCode.DONE);
    assertEquals(bench.file("x.png") + System.lineSeparator(), outcome.out());
    assertTrue(outcome.err().matches("photo: 4 steps in [0-9.]+ s\\R"), outcome.err());
  }

  @Test
  void nothing_but_the_result_is_left() throws Exception {
    bench.dream("x.png", "--preview=" + bench.file("p.jpg"), "--save-every=3").ends(ExitCode.DONE);
    assertEquals(List.of("p.jpg", "photo.png", "x-0003.png", "x.png"), bench.names());
  }

  @Test
  void the_same_command_twice_gives_the_same_bytes() throws Exception {
    String[] options = {"--layers=mixed0,conv2d_2=0.5", "--smooth=laplacian"};
    bench.dreamt("x.png", options);
    byte[] first = bench.bytes("x.png");
    bench.dream("x.png", "--layers=mixed0,conv2d_2=0.5", "--smooth=laplacian", "--force").ends(0);
    assertArrayEquals(first, bench.bytes("x.png"));
  }

  @Test
  void a_png_says_what_it_was_made_with() throws Exception {
    bench.dreamt("x.png", "--objective=0.5*conv2d_3 - 2*tv", "--keep-colors", "--size=48");
    String text = text("x.png");
    assertTrue(text.contains("Reverie " + Version.number()), "Software");
    assertTrue(
        text.contains(
            "dream of 0.5*conv2d_3 - 2.0*tv; model inception-v3; octaves 2 x 1.25; steps 2 of 0.02;"
                + " jitter 4; smooth none; size 48; seed 1; keep-colors; engine auto f32"),
        text.substring(0, Math.min(500, text.length())));
  }

  @Test
  void a_jpeg_says_it_as_well() throws Exception {
    bench.dreamt("x.jpg");
    assertTrue(text("x.jpg").contains("dream of conv2d_3; model inception-v3;"));
  }

  @ParameterizedTest
  @CsvSource({
    "x.png, PNG, 4",
    "x.jpg, JFIF, 5",
    "x.jpeg, JFIF, 5",
    "x.tif, II*, 4",
    "x.TIFF, II*, 4"
  })
  void the_name_says_the_format(String name, String mark, int within) throws Exception {
    Picture dreamt = bench.dreamt(name);
    assertEquals("60x50, 8 bit", dreamt.toString());
    String head = text(name).substring(0, 20);
    assertTrue(head.contains(mark) || head.contains("MM\0*"), head);
    // The same picture whatever the file, but for what JPEG loses.
    assertTrue(Workbench.difference(bench.plain(), dreamt) < within);
  }

  @Test
  void transparency_and_16_bits_go_through() {
    float[] alpha = new float[60 * 50];
    for (int i = 0; i < alpha.length; i++) {
      alpha[i] = i % 60 / 59f;
    }
    Path photo = bench.file("clear.tif");
    Picture clear = Photos.of(60, 50).withAlpha(alpha).withBitDepth(16);
    Pictures.write(clear, photo, WriteOptions.DEFAULT);
    bench.dream(List.of(photo), "x.png").ends(ExitCode.DONE);
    Picture result = Pictures.read(bench.file("x.png"));
    assertEquals("60x50 with alpha, 16 bit", result.toString());
    assertArrayEquals(alpha, result.alpha().orElseThrow(), 1e-4f);
  }

  @Test
  void a_large_photo_is_told_that_it_is_dreamt_smaller() {
    Path wide = bench.photo("wide.png", 1700, 20);
    Outcome outcome =
        bench
            .dream(List.of(wide), "x.png", "--octaves=1", "--steps=1", "--layers=conv2d_1")
            .ends(ExitCode.DONE)
            .says("1700x20 is dreamt at a long side of 1600; --size 1700 takes it whole");
    assertFalse(outcome.out().contains("1600"));
    assertEquals(1600, Pictures.read(bench.file("x.png")).width());
  }

  @Test
  void a_photo_whose_name_begins_with_an_at_sign_is_a_photo() {
    Path photo = bench.photo("@home.png", 60, 50);
    bench.dream(List.of(photo), "x.png").ends(ExitCode.DONE);
    Outcome.of("dream", "@home.png").ends(ExitCode.FILE).says("@home.png: there is no such file");
  }

  @Test
  void models_lists_each_with_its_layers_and_parameters() {
    Outcome models = Outcome.of("models").ends(ExitCode.DONE);
    assertTrue(
        models.out().matches("(?s)inception-v3 +[^;]+; [0-9]+ layers, [0-9,]+ parameters\\R.*"),
        models.out());
    assertTrue(
        models.out().matches("(?s).*lecture +[^;]+; 8 layers, 137,660 parameters\\R.*"),
        models.out());
    assertEquals("", models.err());
  }

  @Test
  void models_show_lists_what_layers_and_objectives_may_name() {
    String shown = Outcome.of("models", "show", "inception-v3").ends(ExitCode.DONE).out();
    for (String layer : List.of("conv2d_1", "max_pooling2d_1", "mixed0", "mixed5")) {
      assertTrue(shown.matches("(?s).*\\R" + layer + " +.*"), layer);
    }
    assertTrue(shown.contains("dreams well: ") && shown.contains("MIT License"), shown);
  }

  @Test
  void numbers_are_written_alike_in_every_country() {
    Locale before = Locale.getDefault();
    Locale.setDefault(Locale.GERMANY);
    try {
      assertTrue(
          Outcome.of("models").out().matches("(?s).*[0-9],[0-9]{3},[0-9]{3} parameters\\R.*"));
      Outcome outcome = bench.dream("x.png").ends(ExitCode.DONE);
      assertTrue(outcome.err().matches("photo: 4 steps in [0-9]+\\.[0-9] s\\R"), outcome.err());
    } finally {
      Locale.setDefault(before);
    }
  }
}
