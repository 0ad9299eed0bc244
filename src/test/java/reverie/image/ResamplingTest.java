package reverie.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ResamplingTest {

  @Test
  void two_samples_become_four_by_catmull_rom() {
    // At -1/4 and 1/4 from a sample: w(1/4) = 0.8671875, w(3/4) = 0.2265625, w(5/4) = -0.0703125,
    // w(7/4) = -0.0234375; what lies past the edge is left out and the rest divided by its sum.
    float first = (float) (-0.0703125 / (0.8671875 - 0.0703125));
    float second = (float) (0.2265625 / (0.8671875 + 0.2265625));
    float[] wide = Resampling.resize(new float[] {0, 1}, 1, 1, 2, 1, 4);
    assertArrayEquals(new float[] {first, second, 1 - second, 1 - first}, wide, 1e-6f);
  }

  @Test
  void four_samples_become_two_by_lanczos() {
    // Kernel over 12 samples, of which 4 are inside: at 0.25, 0.75, 1.25 of the scale.
    double[] w = {lanczos(-0.25), lanczos(0.25), lanczos(0.75), lanczos(1.25)};
    float expected = (float) (w[3] / (w[0] + w[1] + w[2] + w[3]));
    float[] narrow = Resampling.resize(new float[] {0, 0, 0, 1}, 1, 4, 1, 2, 1);
    assertArrayEquals(new float[] {expected, 1 - mirrored(w)}, narrow, 1e-6f);
  }

  private static float mirrored(double[] w) {
    return (float) ((w[3] + w[2] + w[1]) / (w[0] + w[1] + w[2] + w[3]));
  }

  private static double lanczos(double d) {
    double x = Math.PI * d;
    return Math.sin(x) / x * Math.sin(x / 3) / (x / 3);
  }

  @Test
  void a_constant_stays_at_every_size() {
    float[] flat = new float[2 * 37 * 23];
    Arrays.fill(flat, 0.7f);
    for (int[] size : new int[][] {{1, 1}, {5, 91}, {91, 5}, {36, 22}, {38, 24}, {300, 200}}) {
      for (float value : Resampling.resize(flat, 2, 37, 23, size[0], size[1])) {
        assertEquals(0.7f, value, 1e-5f, Arrays.toString(size));
      }
    }
  }

  @Test
  void a_ramp_stays_a_ramp_inside_when_enlarged() {
    float[] ramp = new float[16];
    for (int i = 0; i < 16; i++) {
      ramp[i] = i;
    }
    float[] wide = Resampling.resize(ramp, 1, 1, 16, 1, 40);
    for (int i = 5; i < 35; i++) {
      assertEquals((i + 0.5) * 16 / 40 - 0.5, wide[i], 1e-5, "sample " + i);
    }
  }

  @Test
  void a_frequency_that_the_new_size_cannot_hold_is_removed() {
    int size = 256;
    float[] stripes = new float[size * size];
    for (int i = 0; i < stripes.length; i++) {
      stripes[i] = (float) (0.5 + 0.5 * Math.cos(2 * Math.PI * 0.45 * (i % size)));
    }
    float[] small = Resampling.resize(stripes, 1, size, size, 100, 100);
    for (int x = 10; x < 90; x++) {
      assertEquals(0.5f, small[50 * 100 + x], 0.02f, "column " + x);
    }
  }

  @Test
  void a_frequency_that_the_new_size_holds_well_is_kept() {
    float[] wave = new float[400];
    for (int i = 0; i < 400; i++) {
      wave[i] = (float) Math.cos(2 * Math.PI * 0.1 * i);
    }
    float[] small = Resampling.resize(wave, 1, 1, 400, 1, 200);
    for (int i = 20; i < 180; i++) {
      assertEquals(Math.cos(2 * Math.PI * 0.1 * (2 * i + 0.5)), small[i], 0.03, "sample " + i);
    }
  }

  @Test
  void the_same_size_is_the_same_values() {
    float[] noise = noise(3 * 9 * 7);
    assertArrayEquals(noise, Resampling.resize(noise, 3, 9, 7, 9, 7));
  }

  @Test
  void both_axes_and_all_channels_are_resized_each_on_its_own() {
    float[] noise = noise(2 * 9 * 7);
    float[] both = Resampling.resize(noise, 2, 9, 7, 5, 12);
    float[] wider = Resampling.resize(noise, 2, 9, 7, 9, 12);
    assertArrayEquals(Resampling.resize(wider, 2, 9, 12, 5, 12), both, 1e-5f);
    float[] second = Arrays.copyOfRange(noise, 63, 126);
    assertArrayEquals(
        Resampling.resize(second, 1, 9, 7, 5, 12), Arrays.copyOfRange(both, 60, 120), 0f);
  }

  @Test
  void arrays_overshoot_and_pictures_are_clamped() {
    float[] edge = new float[3 * 8];
    for (int i = 0; i < 24; i++) {
      edge[i] = i % 8 < 4 ? 0 : 1;
    }
    float[] array = Resampling.resize(edge, 3, 1, 8, 1, 32);
    float[] picture = Resampling.resize(Picture.of(8, 1, edge), 32, 1).rgb();
    assertTrue(min(array) < -0.01f, "no overshoot");
    for (int i = 0; i < array.length; i++) {
      assertEquals(Math.max(0, Math.min(1, array[i])), picture[i], "value " + i);
    }
  }

  @Test
  void a_picture_keeps_its_bit_depth_and_resizes_its_alpha() {
    Picture half =
        Picture.of(2, 2, new float[12]).withAlpha(new float[] {1, 1, 0, 0}).withBitDepth(16);
    Picture tall = Resampling.resize(half, 2, 4);
    assertEquals(16, tall.bitDepth());
    float[] expected = Resampling.resize(half.alpha().orElseThrow(), 1, 2, 2, 4, 2);
    for (int i = 0; i < expected.length; i++) {
      float clamped = Math.max(0, Math.min(1, expected[i]));
      assertEquals(clamped, tall.alpha().orElseThrow()[i], "pixel " + i);
    }
  }

  @Test
  void hidden_colours_do_not_bleed_into_edges() {
    float[] rgb = new float[3 * 8];
    float[] alpha = new float[8];
    for (int x = 0; x < 4; x++) { // white and opaque on the left, black and hidden on the right
      alpha[x] = 1;
      rgb[x] = rgb[8 + x] = rgb[16 + x] = 1;
    }
    Picture small = Resampling.resize(Picture.of(8, 1, rgb).withAlpha(alpha), 3, 1);
    assertTrue(small.alpha().orElseThrow()[1] > 0.2f);
    assertEquals(1f, small.rgb()[1], 0.01f);
  }

  @Test
  void colours_under_full_transparency_stay() {
    float[] rgb = new float[3 * 16];
    Arrays.fill(rgb, 0.4f);
    Picture small = Resampling.resize(Picture.of(4, 4, rgb).withAlpha(new float[16]), 2, 2);
    assertEquals(0.4f, small.rgb()[0], 1e-5f);
  }

  @Test
  void no_size_is_refused() {
    assertThrows(
        IllegalArgumentException.class, () -> Resampling.resize(new float[4], 1, 2, 2, 0, 2));
  }

  @Test
  void a_wrong_number_of_values_is_refused() {
    assertThrows(
        IllegalArgumentException.class, () -> Resampling.resize(new float[5], 1, 2, 2, 1, 1));
  }

  private static float min(float[] values) {
    float min = Float.MAX_VALUE;
    for (float v : values) {
      min = Math.min(min, v);
    }
    return min;
  }

  private static float[] noise(int size) {
    Random random = new Random(3);
    float[] values = new float[size];
    for (int i = 0; i < size; i++) {
      values[i] = random.nextFloat();
    }
    return values;
  }
}
