package reverie.gallery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import reverie.image.Picture;
import reverie.support.UserException;

class DiagramTest {
  @Test
  void a_drawing_too_large_for_pixels_is_refused_and_not_as_svg() {
    Diagram.Builder builder = new Diagram.Builder("high and wide");
    builder.add("0", "input", "3x9x9", List.of());
    for (int i = 1; i < 1500; i++) {
      builder.add("" + i, "relu", "3x9x9", List.of("" + (i - 1)));
    }
    for (int i = 0; i < 4; i++) {
      builder.add("wide " + i, "relu", "3x9x9", List.of("0"));
    }
    Diagram diagram = builder.build();
    UserException e = assertThrows(UserException.class, diagram::picture);
    assertTrue(e.getMessage().contains("at most 60 million"), e.getMessage());
    assertTrue(e.hint().contains(".svg"), e.hint());
    assertTrue(diagram.svg().startsWith("<svg"));
  }

  @Test
  void a_long_name_stays_inside_its_box() {
    String name = "a very long name of a layer, longer than any box is wide, in letters";
    Picture picture =
        new Diagram.Builder("").add(name, "relu", "3x9x9", List.of()).build().picture();
    assertEquals(2 * (176 + 40), picture.width());
    for (int y = 0; y < picture.height(); y++) {
      for (int x : new int[] {2 * 18, picture.width() - 2 * 18}) {
        assertEquals(1, picture.rgb()[y * picture.width() + x], 0, "at " + x + ", " + y);
      }
    }
  }
}
