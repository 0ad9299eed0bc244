package reverie.canvas;

import reverie.tensor.Mirror;

/** What lies beyond the edge of an image. */
public enum Edge {
  /** Its mirror image; the edge itself is seen once. */
  REFLECT {
    @Override
    int index(int i, int size) {
      return Mirror.index(i, size);
    }
  },
  /** Its last row and column, again and again. */
  REPLICATE {
    @Override
    int index(int i, int size) {
      return Math.max(0, Math.min(size - 1, i));
    }
  };

  /** The index within [0, size) that is seen at {@code i}, any number. */
  abstract int index(int i, int size);
}
