package reverie.canvas;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import reverie.tensor.Differences;

class ViewsTest {
  private static INDArray ramp(int height, int width, double perRow, double perColumn) {
    INDArray image = Nd4j.create(DataType.DOUBLE, 1, 3, height, width);
    for (int c = 0; c < 3; c++) {
      for (int y = 0; y < height; y++) {
        for (int x = 0; x < width; x++) {
          image.putScalar(new int[] {0, c, y, x}, y * perRow + x * perColumn);
        }
      }
    }
    return image;
  }

  @Test
  void jitter_rolls_all_channels_alike_and_by_no_more_than_asked() {
    INDArray image = ramp(20, 20, 100, 1);
    Set<Double> down = new TreeSet<>();
    Set<Double> right = new TreeSet<>();
    for (int step = 0; step < 200; step++) {
      INDArray rolled = Views.jitter(2).at(1, step, 20, 20).trace(image).value();
      double corner = rolled.getDouble(0, 0, 10, 10);
      down.add(10 - Math.floor(corner / 100));
      right.add(10 - corner % 100);
      assertEquals(corner, rolled.getDouble(0, 2, 10, 10));
      assertEquals(image.sumNumber().doubleValue(), rolled.sumNumber().doubleValue());
    }
    assertEquals(Set.of(-2.0, -1.0, 0.0, 1.0, 2.0), down);
    assertEquals(Set.of(-2.0, -1.0, 0.0, 1.0, 2.0), right);
  }

  @Test
  void a_jitter_by_a_known_roll_moves_each_pixel_there() {
    INDArray image = ramp(3, 4, 10, 1);
    INDArray rolled = Views.jitter(5).at(1, 5, 3, 4).trace(image).value();
    int first = (int) rolled.getDouble(0, 0, 0, 0);
    int up = first / 10;
    int left = first % 10;
    for (int y = 0; y < 3; y++) {
      for (int x = 0; x < 4; x++) {
        double expected = (y + up) % 3 * 10 + (x + left) % 4;
        assertEquals(expected, rolled.getDouble(0, 1, y, x));
      }
    }
  }

  @Test
  void a_zoom_by_two_halves_a_ramps_slope_and_keeps_its_centre() {
    INDArray zoomed = Views.scale(2, 2).at(1, 1, 9, 9).trace(ramp(9, 9, 0, 1)).value();
    assertEquals(4, zoomed.getDouble(0, 0, 4, 4), 1e-12);
    assertEquals(4.5, zoomed.getDouble(0, 0, 4, 5), 1e-12);
    assertEquals(2, zoomed.getDouble(0, 0, 4, 0), 1e-12);
  }

  @Test
  void beyond_the_edge_lies_the_mirror_image() {
    INDArray shrunk = Views.scale(0.5, 0.5).at(1, 1, 9, 9).trace(ramp(9, 9, 0, 1)).value();
    assertEquals(0, shrunk.getDouble(0, 0, 4, 2), 1e-12);
    assertEquals(2, shrunk.getDouble(0, 0, 4, 1), 1e-12);
    assertEquals(4, shrunk.getDouble(0, 0, 4, 0), 1e-12);
  }

  @Test
  void a_turn_by_ninety_degrees_makes_rows_of_columns() {
    INDArray image = Differences.random(1, 1, 3, 5, 5);
    INDArray turned = Resampling.about(5, 5, 1, 90).trace(image).value();
    for (int y = 0; y < 5; y++) {
      for (int x = 0; x < 5; x++) {
        assertEquals(image.getDouble(0, 1, x, 4 - y), turned.getDouble(0, 1, y, x), 1e-12);
      }
    }
  }

  @Test
  void rotation_stays_within_its_angle_and_uses_both_directions() {
    double least = 0;
    double most = 0;
    for (int step = 0; step < 200; step++) {
      Resampling drawn = (Resampling) Views.rotate(10).at(1, step, 8, 8);
      double degrees = Math.toDegrees(Math.atan2(drawn.yx(), drawn.xx()));
      least = Math.min(least, degrees);
      most = Math.max(most, degrees);
    }
    assertTrue(least >= -10.0001 && least < -9 && most <= 10.0001 && most > 9, least + " " + most);
  }

  @Test
  void scale_and_rotation_in_one_resampling_agree_with_two_on_a_ramp() {
    INDArray image = ramp(21, 21, 0.3, 0.7);
    Resampling scale = Resampling.about(21, 21, 1.3, 0);
    Resampling turn = Resampling.about(21, 21, 1, 8);
    INDArray two = scale.trace(image).then(turn).value();
    INDArray one = scale.then(turn).trace(image).value();
    assertEquals(two.getDouble(0, 0, 10, 13), one.getDouble(0, 0, 10, 13), 1e-12);
    assertEquals(two.getDouble(0, 0, 14, 8), one.getDouble(0, 0, 14, 8), 1e-12);
  }

  @Test
  void the_frame_is_mid_grey_and_the_picture_lies_within() {
    INDArray image = ramp(2, 3, 10, 1);
    INDArray framed = Views.pad(2).at(1, 1, 2, 3).trace(image).value();
    assertEquals(0.5, framed.getDouble(0, 0, 0, 0));
    assertEquals(0.5, framed.getDouble(0, 2, 5, 6));
    assertEquals(0, framed.getDouble(0, 0, 2, 2));
    assertEquals(12, framed.getDouble(0, 2, 3, 4));
  }

  @Test
  void views_follow_each_other_in_the_order_of_the_list() {
    View framedThenZoomed = Views.compose(List.of(Views.pad(4), Views.scale(3, 3)));
    INDArray white = Nd4j.ones(DataType.DOUBLE, 1, 3, 4, 4);
    INDArray seen = framedThenZoomed.at(1, 1, 4, 4).trace(white).value();
    assertArrayEquals(new long[] {1, 3, 12, 12}, seen.shape());
    assertEquals(1, seen.getDouble(0, 0, 5, 5), 1e-12);
    assertEquals(1, seen.getDouble(0, 0, 2, 2), 1e-12);
  }

  @Test
  void impossible_views_are_refused() {
    assertThrows(IllegalArgumentException.class, () -> Views.jitter(-1));
    assertThrows(IllegalArgumentException.class, () -> Views.pad(-1));
    assertThrows(IllegalArgumentException.class, () -> Views.scale(0, 1));
    assertThrows(IllegalArgumentException.class, () -> Views.scale(2, 1));
    assertThrows(IllegalArgumentException.class, () -> Views.rotate(Double.NaN));
  }
}
