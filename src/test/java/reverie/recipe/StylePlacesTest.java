package reverie.recipe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import reverie.image.Picture;

/** Where which style is painted, and in whose colours. */
class StylePlacesTest extends SmallPaintings {
  @Test
  void where_a_mask_is_black_the_photo_stays_to_the_last_bit() {
    Style here = new Style(STYLE, 1, Optional.of(leftMask()));
    float[] result = paint(settings(), here).picture().rgb();
    double changed = 0;
    for (int i = 0; i < result.length; i++) {
      if (i % 72 >= 36) {
        assertEquals(PHOTO.rgb()[i], result[i], 0);
      } else {
        changed += Math.abs(PHOTO.rgb()[i] - result[i]);
      }
    }
    assertTrue(2 * changed / result.length > 0.02, "the style is on the left");
  }

  @Test
  void two_masks_are_two_styles_side_by_side() {
    float[] inverted = leftMask().rgb().clone();
    for (int i = 0; i < inverted.length; i++) {
      inverted[i] = 1 - inverted[i];
    }
    Picture red = Photos.of(64, 64).withRgb(constant(64, 64, 0.9f, 0.1f, 0.1f));
    Picture green = Photos.of(64, 64).withRgb(constant(64, 64, 0.1f, 0.9f, 0.1f));
    StylizeSettings settings = settings().with(look(0.8));
    float[] result =
        paint(
                settings,
                new Style(red, 1, Optional.of(leftMask())),
                new Style(green, 1, Optional.of(Picture.of(72, 60, inverted))))
            .picture()
            .rgb();
    int plane = 72 * 60;
    double left = 0;
    double right = 0;
    for (int i = 0; i < plane; i++) {
      double redness = result[i] - result[plane + i];
      if (i % 72 < 30) {
        left += redness;
      } else if (i % 72 > 42) {
        right += redness;
      }
    }
    assertTrue(left > 0 && right < 0, left + " and " + right);
  }

  static float[] constant(int width, int height, float... colour) {
    float[] rgb = new float[3 * width * height];
    for (int c = 0; c < 3; c++) {
      Arrays.fill(rgb, c * width * height, (c + 1) * width * height, colour[c]);
    }
    return rgb;
  }

  @Test
  void a_blend_lies_between_its_styles() {
    Picture red = Photos.of(64, 64).withRgb(constant(64, 64, 0.9f, 0.1f, 0.1f));
    Picture blue = Photos.of(64, 64).withRgb(constant(64, 64, 0.1f, 0.1f, 0.9f));
    double[] redness = new double[3];
    for (int i = 0; i < 3; i++) {
      Style first = new Style(red, 2 - i, Optional.empty());
      Style second = new Style(blue, i, Optional.empty());
      float[] rgb = paint(settings(), first, second).picture().rgb();
      for (int p = 0; p < 72 * 60; p++) {
        redness[i] += rgb[p] - rgb[2 * 72 * 60 + p];
      }
    }
    assertTrue(redness[0] > redness[1] && redness[1] > redness[2], Arrays.toString(redness));
  }

  @Test
  void the_photos_colours_are_kept_by_two_of_the_modes() {
    for (ColourMode mode : List.of(ColourMode.PHOTO, ColourMode.LUMINANCE)) {
      float[] result = pixels(with(mode));
      int plane = 72 * 60;
      double moved = 0;
      for (int i = 0; i < plane; i++) {
        boolean clipped = false;
        for (int c = 0; c < 3; c++) {
          clipped |= result[c * plane + i] <= 0 || result[c * plane + i] >= 1;
        }
        if (!clipped) {
          double chroma = PHOTO.rgb()[i] - PHOTO.rgb()[2 * plane + i];
          assertEquals(chroma, result[i] - result[2 * plane + i], 1e-5, mode.toString());
        }
        moved += Math.abs(PHOTO.rgb()[i] - result[i]);
      }
      assertTrue(moved / plane > 0.01, mode + " moves brightness by " + moved / plane);
    }
  }

  @Test
  void a_recoloured_style_keeps_the_photos_palette_better_than_the_styles_own() {
    double own = colourDistance(pixels(with(ColourMode.STYLE)));
    for (ColourMode mode : List.of(ColourMode.CORAL, ColourMode.HISTOGRAM)) {
      double distance = colourDistance(pixels(with(mode)));
      assertTrue(distance < 0.7 * own, mode + ": " + distance + " against " + own);
    }
  }

  private static double colourDistance(float[] rgb) {
    double distance = 0;
    for (int c = 0; c < 3; c++) {
      double sum = 0;
      for (int i = c * 72 * 60; i < (c + 1) * 72 * 60; i++) {
        sum += rgb[i] - PHOTO.rgb()[i];
      }
      distance += Math.abs(sum / (72 * 60));
    }
    return distance;
  }

  @Test
  void a_palette_has_the_styles_mean_colour_and_no_strokes() {
    RunResult result = paint(with(ColourMode.PALETTE), Style.of(STYLE));
    assertTrue(result.completed());
    assertEquals(0, result.steps());
    double blue = mean(result.picture().rgb(), 2);
    assertEquals(mean(STYLE.rgb(), 2), blue, 0.02);
  }

  private static double mean(float[] rgb, int channel) {
    int plane = rgb.length / 3;
    double sum = 0;
    for (int i = channel * plane; i < (channel + 1) * plane; i++) {
      sum += rgb[i];
    }
    return sum / plane;
  }
}
