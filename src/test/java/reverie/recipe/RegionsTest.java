package reverie.recipe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import reverie.image.Picture;
import reverie.network.FeatureShape;

class RegionsTest {
  /** White left of a column. */
  private static Picture left(int width, int height, int column) {
    float[] rgb = new float[3 * width * height];
    for (int i = 0; i < rgb.length; i++) {
      rgb[i] = i % width < column ? 1 : 0;
    }
    return Picture.of(width, height, rgb);
  }

  private static Style style(Picture mask, double weight) {
    return new Style(Photos.of(10, 10), weight, Optional.ofNullable(mask));
  }

  @Test
  void styles_of_one_mask_are_one_region() {
    Picture mask = left(40, 20, 10);
    Regions regions =
        Regions.of(
            List.of(style(mask, 1), style(mask, 2), style(left(40, 20, 20), 1)), new Size(40, 20));
    assertEquals(2, regions.regions().size());
    assertEquals(2, regions.regions().get(0).styles().size());
    assertEquals(10 / 30.0, regions.regions().get(0).share(), 1e-6);
  }

  @Test
  void without_masks_all_is_painted() {
    Regions regions = Regions.of(List.of(style(null, 1)), new Size(40, 20));
    assertTrue(regions.painted().isEmpty());
    assertEquals(1, regions.regions().get(0).share());
  }

  @Test
  void a_black_mask_paints_nothing() {
    Regions regions =
        Regions.of(List.of(style(left(40, 20, 0), 1), style(left(40, 20, 8), 1)), new Size(40, 20));
    assertEquals(1, regions.regions().size());
    assertEquals(8 / 40.0, regions.painted().orElseThrow().meanNumber().doubleValue(), 1e-6);
  }

  private static INDArray mask(int column) {
    return Regions.of(List.of(style(left(64, 32, column), 1)), new Size(64, 32))
        .painted()
        .orElseThrow();
  }

  @Test
  void positions_whose_field_reaches_over_the_edge_do_not_count() {
    // 16 columns of 4 pixels; a field of 16, of which the middle 8 decide.
    INDArray weights = Regions.weights(mask(32), new FeatureShape(5, 8, 16), 16);
    assertEquals(128, weights.length());
    assertEquals(1, weights.getDouble(16 * 3 + 2), 1e-6);
    assertEquals(1, weights.getDouble(16 * 3 + 6), 1e-6);
    // The last column inside, centre 30: pixels 26 to 34, three quarters inside.
    assertEquals(0.5, weights.getDouble(16 * 3 + 7), 1e-6);
    assertEquals(0, weights.getDouble(16 * 3 + 8), 1e-6);
    assertEquals(0, weights.getDouble(16 * 3 + 12), 1e-6);
  }

  @Test
  void a_region_thinner_than_its_field_keeps_its_plain_share() {
    INDArray weights = Regions.weights(mask(2), new FeatureShape(5, 8, 16), 60);
    assertEquals(0.5, weights.getDouble(0), 1e-6);
    assertEquals(0, weights.getDouble(1), 1e-6);
  }
}
