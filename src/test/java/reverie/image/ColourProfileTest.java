package reverie.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.color.ColorSpace;
import java.awt.color.ICC_Profile;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.DeflaterOutputStream;
import org.apache.commons.imaging.formats.tiff.TiffImageParser;
import org.apache.commons.imaging.formats.tiff.TiffImagingParameters;
import org.apache.commons.imaging.formats.tiff.constants.TiffEpTagConstants;
import org.apache.commons.imaging.formats.tiff.write.TiffOutputSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ColourProfileTest {
  private static final byte[] LINEAR = ICC_Profile.getInstance(ColorSpace.CS_LINEAR_RGB).getData();
  private static final byte[] GREY = ICC_Profile.getInstance(ColorSpace.CS_GRAY).getData();

  @TempDir Path folder;

  @Test
  void a_png_in_linear_light_is_brought_to_srgb() throws IOException {
    Picture read = read(pngWith(Specimens.written(Specimens.picture(), "png"), LINEAR));
    assertEncoded(read, 0.5f / 255);
  }

  @Test
  void a_png_of_16_bits_is_converted_with_more_than_8() throws IOException {
    float[] ramp = new float[3 * 1024];
    for (int i = 0; i < ramp.length; i++) {
      ramp[i] = 0.5f + i % 1024 / 10_000f;
    }
    Picture picture = Picture.of(1024, 1, ramp).withBitDepth(16);
    Picture read = read(pngWith(Specimens.written(picture, "png"), LINEAR));
    for (int i = 0; i < 1024; i++) {
      assertEquals(encoded(ramp[i]), read.rgb()[i], 4f / 65535, "level " + i);
    }
  }

  @Test
  void a_jpeg_in_linear_light_is_brought_to_srgb() throws IOException {
    ByteBuffer segment = ByteBuffer.allocate(14 + LINEAR.length);
    segment.put("ICC_PROFILE\0".getBytes(java.nio.charset.StandardCharsets.US_ASCII));
    segment.put((byte) 1).put((byte) 1).put(LINEAR);
    byte[] jpeg = Specimens.written(Specimens.picture(), "jpg");
    assertEncoded(read(Specimens.withSegment(jpeg, 0xe2, segment.array())), 8f / 255);
  }

  @Test
  void a_webp_in_linear_light_is_brought_to_srgb() throws IOException {
    byte[] webp = Specimens.resource("lossless.webp");
    assertEncoded(read(Specimens.withRiffChunk(webp, "ICCP", LINEAR, 0x20, true)), 0.5f / 255);
  }

  @Test
  void a_tiff_in_linear_light_is_brought_to_srgb() throws IOException {
    TiffOutputSet tags = new TiffOutputSet();
    tags.getOrCreateRootDirectory().add(TiffEpTagConstants.EXIF_TAG_INTER_COLOR_PROFILE, LINEAR);
    TiffImagingParameters parameters = new TiffImagingParameters();
    parameters.setOutputSet(tags);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    BufferedImage image = Specimens.image(BufferedImage.TYPE_INT_RGB);
    new TiffImageParser().writeImage(image, out, parameters);
    assertEncoded(read(out.toByteArray()), 0.5f / 255);
  }

  @Test
  void grey_with_a_profile_of_linear_light_is_brought_to_srgb() throws IOException {
    BufferedImage grey = new BufferedImage(1, 1, BufferedImage.TYPE_BYTE_GRAY);
    grey.getRaster().setSample(0, 0, 0, 55);
    Picture read = read(pngWith(Specimens.imageIo(grey, "png"), GREY));
    assertEquals(encoded(55 / 255f), read.rgb()[1], 1f / 255);
  }

  @Test
  void grey_without_a_profile_is_left_as_it_is() throws IOException {
    BufferedImage grey = new BufferedImage(1, 1, BufferedImage.TYPE_BYTE_GRAY);
    grey.getRaster().setSample(0, 0, 0, 55);
    float value = 55 / 255f;
    assertArrayEquals(
        new float[] {value, value, value}, read(Specimens.imageIo(grey, "png")).rgb());
  }

  @Test
  void display_p3_is_brought_to_srgb() {
    ICC_Profile p3 = ICC_Profile.getInstance(ICC_Profile.getInstance(ColorSpace.CS_sRGB).getData());
    p3.setData(ICC_Profile.icSigRedColorantTag, xyz(0.51512, 0.24120, -0.00105));
    p3.setData(ICC_Profile.icSigGreenColorantTag, xyz(0.29198, 0.69225, 0.04189));
    p3.setData(ICC_Profile.icSigBlueColorantTag, xyz(0.15710, 0.06657, 0.78407));
    float[] srgb = new float[3];
    ColourProfile.of(p3.getData()).orElseThrow().toSrgb(new float[] {0.7f, 0.5f, 0.3f}, srgb, 1);
    // Computed apart, from the matrices of the two spaces in float64.
    assertArrayEquals(new float[] {0.7358f, 0.4892f, 0.2596f}, srgb, 0.004f);
  }

  @Test
  void srgb_itself_is_no_profile() {
    byte[] srgb = ICC_Profile.getInstance(ColorSpace.CS_sRGB).getData();
    assertTrue(ColourProfile.of(srgb).isEmpty());
  }

  @Test
  void a_damaged_profile_is_ignored() throws IOException {
    byte[] damaged = LINEAR.clone();
    java.util.Arrays.fill(damaged, 128, damaged.length, (byte) 0x5a);
    byte[] png = Specimens.written(Specimens.picture(), "png");
    assertArrayEquals(Specimens.picture().rgb(), read(pngWith(png, damaged)).rgb());
  }

  @Test
  void a_profile_for_other_channels_is_ignored() throws IOException {
    byte[] png = Specimens.written(Specimens.picture(), "png");
    assertArrayEquals(Specimens.picture().rgb(), read(pngWith(png, GREY)).rgb());
  }

  private Picture read(byte[] file) throws IOException {
    return Pictures.read(Files.write(folder.resolve("x"), file));
  }

  private static void assertEncoded(Picture read, float tolerance) {
    float[] linear = Specimens.picture().rgb();
    for (int i = 0; i < linear.length; i++) {
      assertEquals(encoded(linear[i]), read.rgb()[i], tolerance + 1e-4f, "value " + i);
    }
  }

  /** IEC 61966-2-1. */
  private static float encoded(double linear) {
    return (float)
        (linear <= 0.0031308 ? 12.92 * linear : 1.055 * Math.pow(linear, 1 / 2.4) - 0.055);
  }

  private static byte[] pngWith(byte[] png, byte[] profile) throws IOException {
    ByteArrayOutputStream chunk = new ByteArrayOutputStream();
    chunk.writeBytes(new byte[] {'x', 0, 0});
    try (DeflaterOutputStream deflater = new DeflaterOutputStream(chunk)) {
      deflater.write(profile);
    }
    return Specimens.withChunk(withoutSrgb(png), "iCCP", chunk.toByteArray());
  }

  /** A PNG says either that it is sRGB or what else it is. */
  private static byte[] withoutSrgb(byte[] png) {
    String text = new String(png, java.nio.charset.StandardCharsets.ISO_8859_1);
    int at = text.indexOf("sRGB") - 4;
    return at < 0
        ? png
        : (text.substring(0, at) + text.substring(at + 13))
            .getBytes(java.nio.charset.StandardCharsets.ISO_8859_1);
  }

  private static byte[] xyz(double x, double y, double z) {
    ByteBuffer tag = ByteBuffer.allocate(20);
    tag.put(new byte[] {'X', 'Y', 'Z', ' ', 0, 0, 0, 0});
    for (double v : new double[] {x, y, z}) {
      tag.putInt((int) Math.round(v * 65536));
    }
    return tag.array();
  }
}
