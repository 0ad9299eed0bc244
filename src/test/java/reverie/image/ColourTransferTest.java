package reverie.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class ColourTransferTest {
  private static Picture random(int width, int height, double low, double high, long seed) {
    java.util.Random random = new java.util.Random(seed);
    float[] rgb = new float[3 * width * height];
    for (int i = 0; i < rgb.length; i++) {
      rgb[i] = (float) (low + (high - low) * random.nextDouble());
    }
    return Picture.of(width, height, rgb);
  }

  @Test
  void a_matched_channel_has_the_others_histogram() {
    Picture like = random(50, 40, 0.2, 0.6, 2);
    float[] matched = ColourTransfer.histogram(random(40, 30, 0, 1, 1), like);
    float[] red = Arrays.copyOf(matched, 1200);
    float[] wanted = Arrays.copyOf(like.rgb(), 2000);
    Arrays.sort(red);
    Arrays.sort(wanted);
    for (int percent = 1; percent < 100; percent++) {
      assertEquals(wanted[20 * percent], red[12 * percent], 0.01, percent + " %");
    }
  }

  @Test
  void matching_keeps_the_order_of_brightness() {
    Picture ramp = Picture.of(4, 1, new float[] {0, .3f, .6f, 1, 0, 0, 0, 0, 1, 1, 1, 1});
    float[] matched = ColourTransfer.histogram(ramp, random(20, 20, 0.4, 0.5, 3));
    for (int i = 1; i < 4; i++) {
      assertEquals(1, Math.signum(matched[i] - matched[i - 1]));
    }
  }

  @Test
  void grey_is_the_luma_in_each_channel() {
    Picture picture = Picture.of(1, 1, new float[] {1, 0.5f, 0});
    float luma = 0.299f + 0.587f / 2;
    assertArrayEquals(new float[] {luma, luma, luma}, ColourTransfer.grey(picture), 1e-6f);
  }

  @Test
  void grey_like_another_has_its_mean_and_deviation() {
    float[] grey = ColourTransfer.greyLike(random(30, 30, 0, 1, 4), random(30, 30, 0.4, 0.7, 5));
    float[] wanted = ColourTransfer.grey(random(30, 30, 0.4, 0.7, 5));
    assertEquals(mean(wanted), mean(grey), 1e-4);
    assertEquals(deviation(wanted), deviation(grey), 1e-4);
  }

  private static double mean(float[] values) {
    double sum = 0;
    for (float v : values) {
      sum += v;
    }
    return sum / values.length;
  }

  private static double deviation(float[] values) {
    double mean = mean(values);
    double sum = 0;
    for (float v : values) {
      sum += (v - mean) * (v - mean);
    }
    return Math.sqrt(sum / values.length);
  }

  @Test
  void margins_are_cut_by_the_short_side_and_transparency_goes_with_them() {
    float[] rgb = new float[3 * 20 * 10];
    float[] alpha = new float[200];
    for (int i = 0; i < 200; i++) {
      rgb[200 + i] = i / 200f;
      alpha[i] = i / 200f;
    }
    Picture cut = Crop.margins(Picture.of(20, 10, rgb).withAlpha(alpha), 0.2);
    assertEquals("16x6", cut.width() + "x" + cut.height());
    assertEquals((2 * 20 + 2) / 200f, cut.rgb()[16 * 6]);
    assertEquals((3 * 20 + 5) / 200f, cut.alpha().orElseThrow()[16 + 3]);
    Picture whole = Picture.of(20, 10, rgb);
    assertSame(whole, Crop.margins(whole, 0));
  }
}
