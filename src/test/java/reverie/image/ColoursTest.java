package reverie.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class ColoursTest {
  private static final Picture ORIGINAL = Picture.of(1, 1, new float[] {0.5f, 0.4f, 0.3f});

  @Test
  void the_luma_is_that_of_the_result() {
    float[] out = Colours.keepColours(ORIGINAL, new float[] {0.3f, 0.5f, 0.6f});
    assertEquals(0.299 * 0.3 + 0.587 * 0.5 + 0.114 * 0.6, luma(out), 1e-6);
  }

  @Test
  void the_chroma_is_that_of_the_original() {
    float[] out = Colours.keepColours(ORIGINAL, new float[] {0.3f, 0.5f, 0.6f});
    double luma = 0.299 * 0.5 + 0.587 * 0.4 + 0.114 * 0.3;
    assertEquals((0.3 - luma) / 1.772, (out[2] - luma(out)) / 1.772, 1e-6, "Cb");
    assertEquals((0.5 - luma) / 1.402, (out[0] - luma(out)) / 1.402, 1e-6, "Cr");
  }

  @Test
  void the_original_with_itself_is_the_original() {
    Picture picture = Specimens.picture();
    assertArrayEquals(picture.rgb(), Colours.keepColours(picture, picture.rgb()), 1e-6f);
  }

  @Test
  void the_values_stay_in_range() {
    float[] out = Colours.keepColours(ORIGINAL, new float[] {1, 1, 1});
    assertEquals(1f, out[0]);
  }

  @Test
  void another_size_is_refused() {
    assertThrows(IllegalArgumentException.class, () -> Colours.keepColours(ORIGINAL, new float[6]));
  }

  private static double luma(float[] rgb) {
    return 0.299 * rgb[0] + 0.587 * rgb[1] + 0.114 * rgb[2];
  }
}
