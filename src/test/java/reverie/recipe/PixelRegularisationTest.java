package reverie.recipe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import reverie.support.UsageException;

class PixelRegularisationTest {
  /** Four pixels in a row, of distances 0.1, 0.2, 0.3, 0.4 from grey in red. */
  private static INDArray pixels() {
    INDArray pixels = Nd4j.valueArrayOf(new long[] {1, 3, 1, 4}, 0.5f);
    for (int x = 0; x < 4; x++) {
      pixels.putScalar(new int[] {0, 0, 0, x}, 0.6 + 0.1 * x);
    }
    return pixels;
  }

  private static double red(INDArray pixels, int x) {
    return pixels.getDouble(0, 0, 0, x);
  }

  @Test
  void decay_takes_its_share_of_the_distance_from_grey() {
    INDArray pixels = pixels();
    PixelRegularisation.parse("decay=0.25").apply(pixels, pixels.mul(0), 1);
    assertEquals(0.5 + 0.75 * 0.4, red(pixels, 3), 1e-6);
  }

  @Test
  void the_pixels_nearest_to_grey_become_grey() {
    INDArray pixels = pixels();
    PixelRegularisation.parse("small-norm=50").apply(pixels, pixels.mul(0), 1);
    assertEquals(0.5, red(pixels, 0), 1e-6);
    assertEquals(0.5, red(pixels, 1), 1e-6);
    assertEquals(0.8, red(pixels, 2), 1e-6);
  }

  @Test
  void the_pixels_that_the_goal_would_miss_least_become_grey() {
    INDArray pixels = pixels();
    INDArray slope = pixels.mul(0);
    // The loss falls as the first pixel grows, and rises as the last one does.
    slope.putScalar(new int[] {0, 0, 0, 0}, -1);
    slope.putScalar(new int[] {0, 0, 0, 3}, 1);
    PixelRegularisation.parse("small-benefit=25").apply(pixels, slope, 1);
    assertEquals(0.6, red(pixels, 0), 1e-6);
    assertEquals(0.5, red(pixels, 3), 1e-6);
  }

  @Test
  void the_blur_comes_when_it_is_due() {
    PixelRegularisation blur = PixelRegularisation.parse("blur=1,every=3");
    INDArray pixels = pixels();
    blur.apply(pixels, pixels.mul(0), 2);
    assertEquals(pixels(), pixels);
    blur.apply(pixels, pixels.mul(0), 3);
    assertTrue(red(pixels, 3) < 0.89, "blurred to " + red(pixels, 3));
  }

  @Test
  void the_papers_sets_have_names() {
    assertEquals(new PixelRegularisation(0.3, 0, 4, 20, 0), PixelRegularisation.parse("2"));
    assertEquals(new PixelRegularisation(0, 0.5, 4, 0, 90), PixelRegularisation.parse("4"));
  }

  @Test
  void what_is_wrong_is_told() {
    for (String text : new String[] {"5", "decay", "decay=x", "decay=2", "blurr=1", "every=0"}) {
      UsageException e =
          assertThrows(UsageException.class, () -> PixelRegularisation.parse(text), text);
      assertTrue(e.getMessage().startsWith("--regularize"), e.getMessage());
    }
  }
}
