package reverie.tensor;

/** What lies beyond the edge of a picture where it is taken to be mirrored there. */
public final class Mirror {
  private Mirror() {}

  /**
   * The index within [0, size) that is seen at {@code i}, any number; the edge itself is seen once.
   */
  public static int index(int i, int size) {
    if (i >= 0 && i < size) {
      return i;
    }
    if (size == 1) {
      return 0;
    }
    int folded = Math.floorMod(i, 2 * (size - 1));
    return folded < size ? folded : 2 * (size - 1) - folded;
  }
}
