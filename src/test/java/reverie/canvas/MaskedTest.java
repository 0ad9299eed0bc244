package reverie.canvas;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import reverie.tensor.Differences;

/** Frames with a continuation of the image, and canvases that show only in places. */
class MaskedTest {
  private static final INDArray PHOTO = Differences.random(1, 1, 3, 2, 3);
  private static final INDArray MASK =
      Nd4j.createFromArray(0.0, 1.0, 0.5, 1.0, 0.0, 0.25).reshape(1, 1, 2, 3);

  private static Canvas masked() {
    return Canvases.masked(Canvases.ALL.get("pixels").of(2, 3), PHOTO, MASK);
  }

  @Test
  void the_photo_shows_where_the_mask_is_black_and_the_painting_where_it_is_white() {
    INDArray parameters = Differences.random(2, 1, 3, 2, 3);
    INDArray image = masked().paint(parameters).value();
    for (int c = 0; c < 3; c++) {
      assertEquals(PHOTO.getDouble(0, c, 0, 0), image.getDouble(0, c, 0, 0), 0);
      assertEquals(parameters.getDouble(0, c, 0, 1), image.getDouble(0, c, 0, 1), 1e-12);
      double half = (PHOTO.getDouble(0, c, 0, 2) + parameters.getDouble(0, c, 0, 2)) / 2;
      assertEquals(half, image.getDouble(0, c, 0, 2), 1e-12);
    }
  }

  @Test
  void its_way_back_agrees_with_central_differences() {
    Canvas canvas = masked();
    Differences.check(canvas::paint, Differences.random(3, 1, 3, 2, 3), 1e-8);
  }

  @Test
  void resized_it_still_shows_the_photo_where_the_mask_is_black() {
    INDArray half = Nd4j.createFromArray(0.0, 0.0, 1.0, 1.0).reshape(1, 1, 1, 4);
    INDArray photo = Nd4j.valueArrayOf(new long[] {1, 3, 1, 4}, 0.25, DataType.DOUBLE);
    Canvas canvas = Canvases.masked(Canvases.ALL.get("pixels").of(1, 4), photo, half);
    Canvas larger = canvas.resized(2, 8);
    INDArray white = Nd4j.valueArrayOf(new long[] {1, 3, 2, 8}, 1.0, DataType.DOUBLE);
    INDArray image = larger.paint(white).value();
    assertEquals(0.25, image.getDouble(0, 1, 1, 0), 1e-6);
    assertEquals(1, image.getDouble(0, 1, 1, 7), 1e-6);
  }

  @Test
  void a_mask_of_another_size_is_refused() {
    Canvas pixels = Canvases.ALL.get("pixels").of(2, 3);
    INDArray mask = Nd4j.create(DataType.DOUBLE, 1, 1, 3, 2);
    assertThrows(IllegalArgumentException.class, () -> Canvases.masked(pixels, PHOTO, mask));
  }

  @Test
  void a_frame_reflects_or_replicates_and_moves() {
    INDArray image = Nd4j.createFromArray(1.0, 2.0, 3.0).reshape(1, 1, 1, 3);
    assertArrayEquals(new double[] {3, 2, 1, 2, 3, 2, 1}, row(image, Edge.REFLECT, 0));
    assertArrayEquals(new double[] {1, 1, 1, 2, 3, 3, 3}, row(image, Edge.REPLICATE, 0));
    assertArrayEquals(new double[] {1, 1, 1, 1, 2, 3, 3}, row(image, Edge.REPLICATE, 1));
    assertNotEquals(row(image, Edge.REFLECT, -2)[0], row(image, Edge.REFLECT, 0)[0]);
  }

  private static double[] row(INDArray image, Edge edge, int right) {
    INDArray framed = Views.framed(edge, 2, 0, right).at(0, 0, 1, 3).trace(image).value();
    return framed.slice(0).slice(0).slice(2).dup('c').toDoubleVector();
  }

  @Test
  void it_does_not_move_out_of_its_frame() {
    assertThrows(IllegalArgumentException.class, () -> Views.framed(Edge.REFLECT, 2, 3, 0));
  }
}
