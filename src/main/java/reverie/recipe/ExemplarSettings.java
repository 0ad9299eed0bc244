package reverie.recipe;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import reverie.support.Ranges;

/**
 * Which channels' exemplars are looked for, and how.
 *
 * @param channels by layer, in the order that they are told
 * @param top exemplars of a channel, at most one of a picture, 1 to 100
 * @param size a picture with a longer side is shrunk to it, in pixels
 */
public record ExemplarSettings(Map<String, List<Integer>> channels, int top, int size) {
  /** Exemplars of a channel. */
  public static final int TOP = 9;

  /** Long side of a picture as it is looked at, in pixels. */
  public static final int SIZE = 512;

  /** Checks the ranges; keeps the order of the layers. */
  public ExemplarSettings {
    Map<String, List<Integer>> copy = new LinkedHashMap<>();
    channels.forEach((layer, some) -> copy.put(layer, List.copyOf(some)));
    channels = java.util.Collections.unmodifiableMap(copy);
    Ranges.check("--top", top, 1, 100);
    Ranges.check("--size", size, 16, 4096);
  }

  /** With {@link #TOP} and {@link #SIZE}. */
  public static ExemplarSettings of(Map<String, List<Integer>> channels) {
    return new ExemplarSettings(channels, TOP, SIZE);
  }
}
