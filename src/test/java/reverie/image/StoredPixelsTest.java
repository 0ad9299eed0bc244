package reverie.image;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.DeflaterOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The many layouts that pixels are stored in. */
class StoredPixelsTest {
  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({"1, 1", "2, 2", "4, 11", "8, 200", "16, 51234"})
  void grey_png_of_any_depth(int bits, int value) throws IOException {
    Picture read = read(png(bits, 0, bits == 16 ? shorts(value) : bytes(value << (8 - bits) % 8)));
    float expected = value / (float) ((1 << bits) - 1);
    assertArrayEquals(new float[] {expected, expected, expected}, read.rgb(), 1e-7f);
  }

  @Test
  void grey_png_with_alpha() throws IOException {
    Picture read = read(png(8, 4, bytes(120, 51)));
    assertArrayEquals(new float[] {120 / 255f, 120 / 255f, 120 / 255f}, read.rgb());
    assertEquals(0.2f, read.alpha().orElseThrow()[0], 1e-6f);
  }

  @Test
  void png_of_16_bits_with_alpha() throws IOException {
    Picture read = read(png(16, 6, shorts(1, 40_000, 65_535, 257)));
    assertArrayEquals(new float[] {1 / 65535f, 40_000 / 65535f, 1}, read.rgb());
    assertEquals(1 / 255f, read.alpha().orElseThrow()[0], 1e-7f);
    assertEquals(16, read.bitDepth());
  }

  @Test
  void premultiplied_alpha_of_a_tiff_is_divided_out() throws IOException {
    Picture read = read(tiffOfOnePixel(1, 30, 60, 90, 102));
    assertArrayEquals(new float[] {30 / 102f, 60 / 102f, 90 / 102f}, read.rgb(), 2e-3f);
    assertEquals(0.4f, read.alpha().orElseThrow()[0], 1e-6f);
  }

  @Test
  void plain_alpha_of_a_tiff_leaves_the_colours() throws IOException {
    Picture read = read(tiffOfOnePixel(2, 30, 60, 90, 0));
    assertArrayEquals(new float[] {30 / 255f, 60 / 255f, 90 / 255f}, read.rgb());
  }

  @Test
  void alpha_of_a_webp() throws IOException {
    Picture read = read(Specimens.resource("alpha.webp"));
    assertEquals(128 / 255f, read.alpha().orElseThrow()[5]);
  }

  @Test
  void bmp_of_16_bits_a_pixel() throws IOException {
    BufferedImage image = new BufferedImage(1, 1, BufferedImage.TYPE_USHORT_555_RGB);
    image.getRaster().setPixel(0, 0, new int[] {31, 10, 0});
    Picture read = read(Specimens.imageIo(image, "bmp"));
    assertArrayEquals(new float[] {1, 10 / 31f, 0}, read.rgb(), 0.01f);
    assertEquals(8, read.bitDepth());
  }

  @Test
  void a_frame_of_a_gif_smaller_than_its_screen_is_put_in_its_place() throws IOException {
    byte[] gif = Specimens.imageIo(Specimens.paletteImage(), "gif");
    ByteBuffer.wrap(gif).order(ByteOrder.LITTLE_ENDIAN).putShort(6, (short) 20);
    int frame = new String(gif, java.nio.charset.StandardCharsets.ISO_8859_1).indexOf(",\0\0\0\0");
    gif[frame + 1] = 3; // pixels from the left
    Picture read = read(gif);
    assertEquals("20x8 with alpha, 8 bit", read.toString());
    assertEquals(0f, read.alpha().orElseThrow()[2]);
    assertEquals(1f, read.alpha().orElseThrow()[3]);
    assertEquals(200 / 255f, read.rgb()[3]);
  }

  @Test
  void ascii_bitmap_without_spaces_between_its_digits() throws IOException {
    Picture read = read("P1\n# black and white\n3 2\n101\n010".getBytes(US_ASCII));
    assertArrayEquals(new float[] {0, 1, 0, 1, 0, 1}, plane(read));
  }

  @Test
  void binary_bitmap_pads_its_rows_to_bytes() throws IOException {
    Picture read = read(concat("P4 9 2\n", bytes(0x80, 0x80, 0x00, 0x7f)));
    float[] expected = {0, 1, 1, 1, 1, 1, 1, 1, 0, 1, 1, 1, 1, 1, 1, 1, 1, 1};
    assertArrayEquals(expected, plane(read));
  }

  @Test
  void greymap_with_another_greatest_value() throws IOException {
    Picture read = read("P2 3 1 5\n0 1 5".getBytes(US_ASCII));
    assertArrayEquals(new float[] {0, 0.2f, 1}, plane(read));
  }

  @Test
  void binary_greymap_of_16_bits() throws IOException {
    Picture read = read(concat("P5 1 1 65535 ", shorts(258)));
    assertEquals(258 / 65535f, read.rgb()[0]);
    assertEquals(16, read.bitDepth());
  }

  private Picture read(byte[] file) throws IOException {
    return Pictures.read(Files.write(folder.resolve("x"), file));
  }

  private static float[] plane(Picture picture) {
    return java.util.Arrays.copyOf(picture.rgb(), picture.width() * picture.height());
  }

  private static byte[] bytes(int... values) {
    byte[] all = new byte[values.length];
    for (int i = 0; i < all.length; i++) {
      all[i] = (byte) values[i];
    }
    return all;
  }

  private static byte[] shorts(int... values) {
    ByteBuffer all = ByteBuffer.allocate(2 * values.length);
    for (int value : values) {
      all.putShort((short) value);
    }
    return all.array();
  }

  private static byte[] concat(String head, byte[] tail) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(head.getBytes(US_ASCII));
    out.writeBytes(tail);
    return out.toByteArray();
  }

  /** A PNG of one pixel of that depth and colour type. */
  private static byte[] png(int bits, int colourType, byte[] pixel) throws IOException {
    ByteArrayOutputStream deflated = new ByteArrayOutputStream();
    try (DeflaterOutputStream out = new DeflaterOutputStream(deflated)) {
      out.write(0); // no filter
      out.write(pixel);
    }
    byte[] empty = bytes(0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n');
    byte[] header = {0, 0, 0, 1, 0, 0, 0, 1, (byte) bits, (byte) colourType, 0, 0, 0};
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    file.writeBytes(empty);
    file.writeBytes(Specimens.chunk("IHDR", header));
    file.writeBytes(Specimens.chunk("IDAT", deflated.toByteArray()));
    file.writeBytes(Specimens.chunk("IEND", new byte[0]));
    return file.toByteArray();
  }

  /** RGBA of 8 bits; {@code kind} of alpha: 1 premultiplied, 2 not. */
  private static byte[] tiffOfOnePixel(int kind, int... rgba) {
    int[][] tags = {
      {256, 3, 1, 1}, {257, 3, 1, 1}, {258, 3, 4, 138}, {259, 3, 1, 1}, {262, 3, 1, 2},
      {273, 4, 1, 146}, {277, 3, 1, 4}, {278, 3, 1, 1}, {279, 4, 1, 4}, {338, 3, 1, kind}
    };
    ByteBuffer tiff = ByteBuffer.allocate(150).order(ByteOrder.LITTLE_ENDIAN);
    tiff.put(bytes('I', 'I', 42, 0)).putInt(8).putShort((short) tags.length);
    for (int[] tag : tags) {
      tiff.putShort((short) tag[0]).putShort((short) tag[1]).putInt(tag[2]).putInt(tag[3]);
    }
    tiff.putInt(0).position(138);
    for (int i = 0; i < 4; i++) {
      tiff.putShort((short) 8);
    }
    return tiff.put(bytes(rgba)).array();
  }
}
