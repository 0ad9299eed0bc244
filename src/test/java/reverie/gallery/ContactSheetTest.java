package reverie.gallery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import reverie.image.Picture;

class ContactSheetTest {
  private static Picture of(int width, int height, float value) {
    float[] rgb = new float[3 * width * height];
    Arrays.fill(rgb, value);
    return Picture.of(width, height, rgb);
  }

  private static float at(Picture picture, int x, int y) {
    return picture.rgb()[y * picture.width() + x];
  }

  @Test
  void pictures_lie_in_the_middle_of_their_cells_and_an_empty_one_stays_paper() {
    Picture sheet =
        ContactSheet.of(
            List.of(
                List.of(Optional.empty(), Optional.of(of(480, 240, 0.25f))),
                List.of(Optional.of(of(10, 20, 0.5f)), Optional.of(of(3, 3, 0)))));
    assertEquals(3 * 8 + 2 * 240, sheet.width());
    assertEquals(3 * 8 + 2 * 240, sheet.height());
    assertEquals(0.93f, at(sheet, 100, 100));
    // 240x120 in the cell that begins at 256, 8.
    assertEquals(0.25f, at(sheet, 257, 70), 1e-6f);
    assertEquals(0.93f, at(sheet, 257, 60));
    assertEquals(0.5f, at(sheet, 128, 300), 1e-6f);
    assertEquals(0.93f, at(sheet, 20, 300));
    assertEquals(0, at(sheet, 300, 300), 1e-6f);
  }

  @Test
  void what_is_transparent_shows_the_paper() {
    Picture glass = of(4, 4, 0).withAlpha(new float[16]);
    Picture sheet = ContactSheet.of(List.of(List.of(Optional.of(glass))));
    assertEquals(0.93f, at(sheet, 100, 100), 1e-6f);
  }

  @Test
  void rows_of_two_lengths_are_refused() {
    var rows = List.of(List.of(Optional.<Picture>empty()), List.<Optional<Picture>>of());
    assertThrows(IllegalArgumentException.class, () -> ContactSheet.of(rows));
  }
}
