package reverie.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.commons.imaging.Imaging;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reverie.support.UsageException;

class PicturesWriteTest {
  @TempDir Path folder;

  @TestFactory
  Stream<DynamicTest> what_is_written_without_loss_is_read_back() {
    return Stream.of("png", "tif")
        .flatMap(
            extension ->
                Stream.of(8, 16)
                    .map(
                        bits ->
                            DynamicTest.dynamicTest(
                                extension + ", " + bits + " bits",
                                () -> assertRoundTrip("x." + extension, bits))));
  }

  private void assertRoundTrip(String name, int bits) {
    int most = bits == 16 ? 65535 : 255;
    float[] rgb = new float[3 * 12];
    float[] alpha = new float[12];
    for (int i = 0; i < rgb.length; i++) {
      rgb[i] = Math.round(i / 35f * most) / (float) most;
      alpha[i / 3] = rgb[i]; // the first is fully transparent, its colour stays
    }
    Picture picture = Picture.of(4, 3, rgb).withAlpha(alpha).withBitDepth(bits);
    Picture read = Pictures.read(written(picture, name, WriteOptions.DEFAULT));
    assertEquals("4x3 with alpha, " + bits + " bit", read.toString());
    assertArrayEquals(rgb, read.rgb(), 1e-6f);
    assertArrayEquals(alpha, read.alpha().orElseThrow(), 1e-6f);
  }

  @ParameterizedTest
  @ValueSource(strings = {"x.jpg", "x.png", "x.tiff"})
  void the_same_picture_gives_the_same_bytes(String name) throws IOException {
    WriteOptions options = WriteOptions.DEFAULT.withText(Map.of("Software", "a", "Comment", "b"));
    byte[] first = Files.readAllBytes(written(Specimens.picture(), name, options));
    assertArrayEquals(first, Files.readAllBytes(written(Specimens.picture(), name, options)));
  }

  @Test
  void the_bit_depth_can_be_chosen() {
    Path file = written(Specimens.picture(), "x.png", WriteOptions.DEFAULT.withBitDepth(16));
    assertEquals(16, Pictures.read(file).bitDepth());
  }

  @Test
  void jpegs_have_8_bits_and_no_alpha_and_keep_the_colour_under_it() {
    float[] rgb = new float[3 * 64];
    java.util.Arrays.fill(rgb, 0.6f);
    Picture picture = Picture.of(8, 8, rgb).withAlpha(new float[64]).withBitDepth(16);
    Picture read = Pictures.read(written(picture, "x.jpeg", WriteOptions.DEFAULT));
    assertEquals("8x8, 8 bit", read.toString());
    assertEquals(0.6f, read.rgb()[0], 0.01f);
  }

  @Test
  void jpegs_keep_the_full_resolution_of_colour() throws IOException {
    byte[] jpeg = Files.readAllBytes(written(Specimens.picture(), "x.jpg", WriteOptions.DEFAULT));
    String text = new String(jpeg, StandardCharsets.ISO_8859_1);
    int frame = text.indexOf("\u00ff\u00c0");
    assertEquals(3, jpeg[frame + 9]);
    for (int component = 0; component < 3; component++) {
      assertEquals(0x11, jpeg[frame + 11 + 3 * component], "component " + component);
    }
  }

  @Test
  void a_lower_jpeg_quality_makes_a_smaller_file() throws IOException {
    Picture noise = noise();
    long fine = Files.size(written(noise, "a.jpg", WriteOptions.DEFAULT));
    long coarse = Files.size(written(noise, "b.jpg", WriteOptions.DEFAULT.withJpegQuality(30)));
    assertTrue(coarse < fine / 2, coarse + " of " + fine);
  }

  @Test
  void text_is_kept_in_a_png() throws IOException {
    Map<String, String> text = Map.of("Software", "Reverie", "Comment", "Träume \u2192 pictures");
    Path file = written(Specimens.picture(), "x.png", WriteOptions.DEFAULT.withText(text));
    List<String> kept =
        Imaging.getMetadata(file.toFile()).getItems().stream().map(Object::toString).toList();
    assertTrue(kept.contains("Software: Reverie"), kept.toString());
    assertTrue(kept.contains("Comment: Träume \u2192 pictures"), kept.toString());
  }

  @Test
  void text_is_kept_in_jpeg_comments() throws IOException {
    Map<String, String> text = Map.of("Software", "Reverie", "Comment", "Träume");
    byte[] jpeg =
        Files.readAllBytes(
            written(Specimens.picture(), "x.jpg", WriteOptions.DEFAULT.withText(text)));
    String all = new String(jpeg, StandardCharsets.UTF_8);
    assertTrue(all.contains("Software: Reverie"));
    assertTrue(all.contains("Comment: Träume"));
  }

  @Test
  void values_beyond_the_range_are_written_as_the_nearest() {
    Picture wild = Picture.of(1, 1, new float[] {-3, 7, Float.NaN});
    Picture read = Pictures.read(written(wild, "x.png", WriteOptions.DEFAULT));
    assertArrayEquals(new float[] {0, 1, 0}, read.rgb());
  }

  @Test
  void an_unknown_extension_is_refused_with_the_known_ones() {
    UsageException e =
        assertThrows(UsageException.class, () -> Pictures.writableFormat(Path.of("a.webp")));
    assertEquals("a.webp: pictures are not written as .webp", e.getMessage());
    assertEquals("End the name with one of .jpg, .jpeg, .png, .tif, .tiff.", e.hint());
  }

  @Test
  void a_name_without_extension_is_refused() {
    assertThrows(UsageException.class, () -> Pictures.writableFormat(Path.of("picture")));
  }

  @Test
  void the_extension_may_be_in_capitals() {
    assertEquals("TIFF", Pictures.writableFormat(Path.of("A.TIF")));
  }

  @Test
  void nothing_is_left_where_nothing_could_be_written() {
    Path file = folder.resolve("x.gif");
    assertThrows(
        UsageException.class,
        () -> Pictures.write(Specimens.picture(), file, WriteOptions.DEFAULT));
    assertFalse(Files.exists(file));
  }

  @Test
  void a_quality_of_zero_is_refused() {
    assertThrows(UsageException.class, () -> WriteOptions.DEFAULT.withJpegQuality(0));
  }

  @Test
  void a_bit_depth_of_12_is_refused() {
    assertThrows(UsageException.class, () -> WriteOptions.DEFAULT.withBitDepth(12));
  }

  private Path written(Picture picture, String name, WriteOptions options) {
    Path file = folder.resolve(name);
    Pictures.write(picture, file, options);
    return file;
  }

  private static Picture noise() {
    java.util.Random random = new java.util.Random(1);
    float[] rgb = new float[3 * 64 * 64];
    for (int i = 0; i < rgb.length; i++) {
      rgb[i] = random.nextFloat();
    }
    return Picture.of(64, 64, rgb);
  }
}
