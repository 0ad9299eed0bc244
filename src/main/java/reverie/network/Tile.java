package reverie.network;

import java.util.Map;

/**
 * A window of a picture, of its {@link Tiling}'s size, and what of each tapped layer belongs to it:
 * there the network makes of the window alone what it makes of the whole picture.
 *
 * @param top first row of the window, in pixels
 * @param left first column of the window, in pixels
 * @param parts by the taps' names
 */
public record Tile(int top, int left, Map<String, Part> parts) {
  /** Copies the map. */
  public Tile {
    parts = Map.copyOf(parts);
  }
}
