package reverie.image;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reverie.support.UserException;

class PicturesReadTest {
  @TempDir Path folder;

  @Test
  void a_missing_file_is_told_with_the_close_names_of_its_folder() throws IOException {
    Files.createFile(folder.resolve("holiday.jpg"));
    UserException e = refused(folder.resolve("holidays.jpg"));
    assertTrue(e.getMessage().endsWith("holidays.jpg: there is no such file"), e.getMessage());
    assertEquals("Did you mean holiday.jpg?", e.hint());
  }

  @Test
  void a_folder_is_refused() {
    assertEquals(folder + ": is a folder, expected a picture file", refused(folder).getMessage());
  }

  @Test
  void an_empty_file_is_refused() throws IOException {
    Path file = Files.createFile(folder.resolve("a.png"));
    assertEquals(
        file + ": is empty, expected a picture, found 0 bytes", refused(file).getMessage());
  }

  @Test
  void a_heic_photo_is_named_and_the_hint_says_what_to_do() throws IOException {
    byte[] heic = "\0\0\0\30ftypheic\0\0\0\0mif1heic".getBytes(UTF_8);
    UserException e = refused(Files.write(folder.resolve("a.jpg"), heic));
    assertTrue(e.getMessage().endsWith("found a HEIC picture"), e.getMessage());
    assertEquals("Save it as JPEG or PNG with another program first.", e.hint());
  }

  @Test
  void a_web_page_saved_as_a_picture_is_named() throws IOException {
    byte[] page = "<!DOCTYPE html><html>".getBytes(UTF_8);
    UserException e = refused(Files.write(folder.resolve("a.jpg"), page));
    assertTrue(e.getMessage().endsWith("found a web page"), e.getMessage());
  }

  @Test
  void unknown_bytes_are_shown() throws IOException {
    UserException e = refused(Files.write(folder.resolve("a.jpg"), new byte[] {1, -2, 3}));
    assertTrue(e.getMessage().endsWith("found bytes 01 fe 03"), e.getMessage());
  }

  @Test
  void a_png_that_declares_ten_gigapixels_is_refused_by_its_header() throws IOException {
    UserException e = refused(pngOf(100_000, 100_000));
    assertTrue(
        e.getMessage().endsWith("PNG of 100000x100000 pixels, expected at most 400 megapixels"),
        e.getMessage());
  }

  @Test
  void a_png_that_declares_more_than_its_bytes_can_hold_is_refused() throws IOException {
    UserException e = refused(pngOf(2000, 2000));
    assertTrue(e.getMessage().contains("cannot be in a file of "), e.getMessage());
  }

  @Test
  void a_png_with_fewer_rows_than_declared_is_refused() throws IOException {
    byte[] png = Specimens.written(Specimens.picture(), "png");
    ByteBuffer.wrap(png).putInt(20, 9); // one row more
    UserException e = refused(Files.write(folder.resolve("a.png"), withHeaderSum(png)));
    assertTrue(e.getMessage().contains("expected a whole PNG picture"), e.getMessage());
  }

  @Test
  void a_pbm_whose_pixels_are_missing_is_refused() throws IOException {
    UserException e = refused(Files.write(folder.resolve("a.pbm"), "P4 20 2 xx".getBytes(UTF_8)));
    assertTrue(e.getMessage().contains("6 bytes of pixels declared, 2 there"), e.getMessage());
  }

  @Test
  void a_picture_that_would_fill_the_memory_is_refused_with_the_option_to_give_more() {
    PictureFile file = new PictureFile(Path.of("a.png"), new byte[1 << 20]);
    UserException e =
        assertThrows(
            UserException.class,
            () -> SizeLimit.check(file, new PngFormat(), 10_000, 10_000, 2L << 30));
    assertEquals(
        "a.png: PNG of 10000x10000 pixels takes 1.5 GB, expected at most half of Java's 2.0 GB of"
            + " memory",
        e.getMessage());
    assertTrue(e.hint().contains("JAVA_OPTS=-Xmx3g"), e.hint());
  }

  @Test
  void the_pictures_in_a_folder_are_told_by_content_and_sorted() throws IOException {
    byte[] png = Specimens.written(Specimens.picture(), "png");
    Files.write(folder.resolve("b.data"), png);
    Files.write(folder.resolve("a.png"), png);
    Files.write(folder.resolve(".hidden.png"), png);
    Files.write(folder.resolve("note.png"), "BM is no bitmap".getBytes(UTF_8));
    Files.write(Files.createDirectory(folder.resolve("sub")).resolve("c.png"), png);
    assertEquals(List.of(folder.resolve("a.png"), folder.resolve("b.data")), Pictures.in(folder));
  }

  @Test
  void the_pictures_in_no_folder_are_refused() {
    Path nowhere = folder.resolve("nowhere");
    UserException e = assertThrows(UserException.class, () -> Pictures.in(nowhere));
    assertEquals(nowhere + ": expected a folder of pictures, found nothing", e.getMessage());
  }

  private UserException refused(Path file) {
    return assertThrows(UserException.class, () -> Pictures.read(file));
  }

  private Path pngOf(int width, int height) throws IOException {
    byte[] png = Specimens.written(Specimens.picture(), "png");
    ByteBuffer.wrap(png).putInt(16, width).putInt(20, height);
    return Files.write(folder.resolve("large.png"), withHeaderSum(png));
  }

  private static byte[] withHeaderSum(byte[] png) {
    CRC32 crc = new CRC32();
    crc.update(png, 12, 17);
    ByteBuffer.wrap(png).putInt(29, (int) crc.getValue());
    return png;
  }
}
