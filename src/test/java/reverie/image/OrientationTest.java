package reverie.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.commons.imaging.formats.tiff.TiffImageParser;
import org.apache.commons.imaging.formats.tiff.TiffImagingParameters;
import org.apache.commons.imaging.formats.tiff.constants.TiffTagConstants;
import org.apache.commons.imaging.formats.tiff.write.TiffOutputSet;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

class OrientationTest {
  /**
   * Where the quarters of the file (red, green; blue, grey) are to be seen, for the values 1 to 8:
   * top left, top right, bottom left, bottom right. Written down from the EXIF standard.
   */
  private static final int[][] SEEN = {
    {0, 1, 2, 3}, {1, 0, 3, 2}, {3, 2, 1, 0}, {2, 3, 0, 1},
    {0, 2, 1, 3}, {2, 0, 3, 1}, {3, 1, 2, 0}, {1, 3, 0, 2}
  };

  @TempDir Path folder;

  @TestFactory
  Stream<DynamicTest> jpegs_are_turned_upright() {
    byte[] jpeg = Specimens.written(Specimens.picture(), "jpg");
    return each(o -> Specimens.withSegment(jpeg, 0xe1, appExif(o)));
  }

  @TestFactory
  Stream<DynamicTest> pngs_are_turned_upright() {
    byte[] png = Specimens.written(Specimens.picture(), "png");
    return each(o -> Specimens.withChunk(png, "eXIf", Specimens.exif(o)));
  }

  @TestFactory
  Stream<DynamicTest> webps_are_turned_upright() {
    byte[] webp = Specimens.resource("lossless.webp");
    return each(o -> Specimens.withRiffChunk(webp, "EXIF", Specimens.exif(o), 8, false));
  }

  @TestFactory
  Stream<DynamicTest> tiffs_are_turned_upright() {
    return each(OrientationTest::tiff);
  }

  @Test
  void an_orientation_that_does_not_exist_leaves_the_picture_as_it_is() {
    assertEquals(Orientation.UPRIGHT, Orientation.ofExif(9));
  }

  @Test
  void exif_that_makes_no_sense_leaves_the_picture_as_it_is() throws IOException {
    byte[] exif = appExif(6);
    exif[10] = 99; // far beyond the end
    byte[] jpeg = Specimens.withSegment(Specimens.written(Specimens.picture(), "jpg"), 0xe1, exif);
    assertEquals(16, Pictures.read(Files.write(folder.resolve("x"), jpeg)).width());
  }

  private Stream<DynamicTest> each(IntFunction<byte[]> file) {
    return IntStream.rangeClosed(1, 8)
        .mapToObj(
            o ->
                DynamicTest.dynamicTest(
                    "orientation " + o,
                    () -> {
                      Path path = Files.write(folder.resolve("x"), file.apply(o));
                      assertArrayEquals(SEEN[o - 1], quarters(Pictures.read(path), o));
                    }));
  }

  /** Which quarter of the file each quarter shows, after a check of each single pixel of it. */
  private static int[] quarters(Picture picture, int orientation) {
    int width = orientation > 4 ? 8 : 16;
    assertEquals(width, picture.width());
    assertEquals(24 - width, picture.height());
    int[] seen = {-1, -1, -1, -1};
    for (int y = 0; y < picture.height(); y++) {
      for (int x = 0; x < width; x++) {
        int place = (2 * y < picture.height() ? 0 : 2) + (2 * x < width ? 0 : 1);
        int quarter = nearest(picture, y * width + x);
        assertEquals(quarter, seen[place] < 0 ? quarter : seen[place], "at " + x + ", " + y);
        seen[place] = quarter;
      }
    }
    return seen;
  }

  private static int nearest(Picture picture, int pixel) {
    int plane = picture.width() * picture.height();
    for (int q = 0; q < 4; q++) {
      float worst = 0;
      for (int c = 0; c < 3; c++) {
        float value = picture.rgb()[c * plane + pixel] * 255;
        worst = Math.max(worst, Math.abs(value - Specimens.QUARTERS[q][c]));
      }
      if (worst < 8) {
        return q;
      }
    }
    throw new AssertionError("no colour of the specimen at pixel " + pixel);
  }

  private static byte[] appExif(int orientation) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(new byte[] {'E', 'x', 'i', 'f', 0, 0});
    out.writeBytes(Specimens.exif(orientation));
    return out.toByteArray();
  }

  private static byte[] tiff(int orientation) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      TiffOutputSet tags = new TiffOutputSet(ByteOrder.LITTLE_ENDIAN);
      tags.getOrCreateRootDirectory()
          .add(TiffTagConstants.TIFF_TAG_ORIENTATION, (short) orientation);
      TiffImagingParameters parameters = new TiffImagingParameters();
      parameters.setOutputSet(tags);
      BufferedImage image = Specimens.image(BufferedImage.TYPE_INT_RGB);
      new TiffImageParser().writeImage(image, out, parameters);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }
}
