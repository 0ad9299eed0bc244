package reverie.recipe;

import java.util.ArrayList;
import java.util.List;

/**
 * The sizes that a picture is dreamt at, smallest first, the last one its own (google/deepdream).
 *
 * @param sizes of each octave
 */
record Octaves(List<Size> sizes) {
  /**
   * The octaves of a picture.
   *
   * @param smallest short side, in pixels, below which an octave is left out; the last one never is
   */
  static Octaves of(Size last, int count, double scale, int smallest) {
    List<Size> sizes = new ArrayList<>();
    for (int i = count - 1; i > 0; i--) {
      Size size = last.times(Math.pow(scale, -i));
      if (Math.min(size.width(), size.height()) >= smallest) {
        sizes.add(size);
      }
    }
    sizes.add(last);
    return new Octaves(List.copyOf(sizes));
  }
}
