package reverie.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import org.junit.jupiter.api.Test;

class PackedPictureTest {
  private static final int WIDTH = 32;
  private static final int HEIGHT = 24;

  /** All levels of a byte, as a file of 8 bits has them. */
  private static float[] levels() {
    float[] rgb = new float[3 * WIDTH * HEIGHT];
    for (int i = 0; i < rgb.length; i++) {
      rgb[i] = (i % 256) / 255f;
    }
    return rgb;
  }

  @Test
  void aPackedPictureHasTheSameNumbersInAQuarterOfTheMemory() {
    Picture picture = Picture.of(WIDTH, HEIGHT, levels());
    Picture packed = picture.packed();
    assertArrayEquals(levels(), packed.rgb());
    assertEquals(4 * Picture.bytes(packed), Picture.bytes(picture));
    assertSame(packed, packed.packed());
  }

  @Test
  void someOfItsNumbersAreReadAsTheyAreWhenAllAre() {
    Picture packed = Picture.of(WIDTH, HEIGHT, levels()).packed();
    float[] some = new float[7];
    packed.read(250, some, 2, 5);
    float[] expected = new float[7];
    System.arraycopy(levels(), 250, expected, 2, 5);
    assertArrayEquals(expected, some);
  }

  @Test
  void transparencyAndBitDepthStay() {
    float[] alpha = new float[WIDTH * HEIGHT];
    alpha[5] = 0.5f;
    Picture packed = Picture.of(WIDTH, HEIGHT, levels()).withAlpha(alpha).withBitDepth(16).packed();
    assertSame(alpha, packed.alpha().orElseThrow());
    assertEquals(16, packed.bitDepth());
    assertArrayEquals(levels(), packed.withAlpha(null).rgb());
  }

  @Test
  void numbersBetweenTwoLevelsAreNotPacked() {
    float[] rgb = levels();
    rgb[100] += 1e-4f;
    Picture picture = Picture.of(WIDTH, HEIGHT, rgb);
    assertSame(picture, picture.packed());
  }

  @Test
  void picturesThatShareTheirNumbersAreCountedOnce() {
    Picture picture = Picture.of(WIDTH, HEIGHT, levels());
    assertEquals(Picture.bytes(picture), Picture.bytes(picture, picture, picture.withBitDepth(16)));
  }
}
