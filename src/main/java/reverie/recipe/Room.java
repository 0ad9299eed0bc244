package reverie.recipe;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import reverie.network.FeatureShape;
import reverie.network.Graph;
import reverie.network.Network;
import reverie.network.Tiling;
import reverie.support.FreeMemory;
import reverie.support.UserException;

/**
 * The memory of a work: so much for arrays of the picture's size, the rest for the network's pass
 * over the picture, or over tiles of it where the whole does not fit.
 *
 * @param network what looks at the picture
 * @param allowed bytes for all together
 * @param holdings what the work holds beside the network
 */
record Room(Network network, long allowed, Holdings holdings) {
  /** Side of the picture whose pass tells what a pixel takes. */
  private static final int SAMPLE = 640;

  /** Bytes that Java has not collected yet, and of many small arrays: measured, 20 to 100 MiB. */
  private static final long UNCOLLECTED = 64 << 20;

  /** Bytes for which a collection of Java's memory is worth its time. */
  private static final long LARGE = 1L << 28;

  /** Of a tile's pixels: as they are, as the network takes them, and their gradient. */
  private static final int WINDOWS = 3;

  /** The room of a work that begins now. */
  static Room of(Session session, Holdings holdings) {
    return new Room(session.network(), session.memory(), holdings);
  }

  /** Gives back what reading a large photo left behind, before memory is taken for it. */
  void tidy(Size picture) {
    if (held(picture) > LARGE) {
      System.gc();
    }
  }

  /** What pictures and arrays of the largest take, in bytes, and what Java has not collected. */
  long held(Size largest) {
    return holdings.ofPictures(largest) + Math.min(UNCOLLECTED, allowed / 8);
  }

  /** The bytes of looking at a whole picture: a pass, and what is kept of others. */
  long whole(Set<String> taps, int height, int width) {
    return pass(taps, height, width) + holdings.ofLayers(network.graph(), height, width);
  }

  /**
   * The bytes of a pass and of what is made of its taps.
   *
   * @param taps layers, at least one
   */
  long pass(Set<String> taps, int height, int width) {
    return network.passBytes(1, height, width, taps) + copies(taps, height, width);
  }

  private long copies(Set<String> taps, int height, int width) {
    Graph graph = network.graph();
    Map<String, FeatureShape> shapes = graph.shapes(graph.needed(taps), height, width);
    // Each tap's gradient, and of one at a time its part and the gradient there.
    long sum = 0;
    long most = 0;
    for (String tap : taps) {
      long size = shapes.get(graph.node(tap).name()).size();
      sum += size;
      most = Math.max(most, size);
    }
    return (sum + 2 * most) * Float.BYTES + (long) WINDOWS * Holdings.PIXEL * height * width;
  }

  /**
   * How the network looks at a picture: in tiles where a pass over the whole does not fit.
   *
   * @param largest the work's largest picture, which its arrays are of
   * @param height of what is looked at, in pixels, frame and all
   * @param width of what is looked at, in pixels
   * @throws UserException if not even the smallest tiles fit, saying what would
   */
  Optional<Tiling> tiling(Set<String> taps, Size largest, int height, int width) {
    long left = allowed - held(largest);
    if (taps.isEmpty() || fitsWhole(taps, height, width, left)) {
      return Optional.empty();
    }
    int sampleHeight = Math.min(height, SAMPLE);
    int sampleWidth = Math.min(width, SAMPLE);
    double perPixel = pass(taps, sampleHeight, sampleWidth) / ((double) sampleHeight * sampleWidth);
    // A plan grows with its picture, but for some rounding: what does not fit after all is cut
    // smaller.
    for (double part = 1; part > 0.5; part -= 0.1) {
      Optional<Tiling> found = within(taps, height, width, perPixel, (long) (left * part));
      if (found.isEmpty()) {
        break;
      }
      Tiling tiling = found.get();
      if (pass(taps, tiling.tileHeight(), tiling.tileWidth()) <= left) {
        return found;
      }
    }
    throw tooLarge(taps, largest, height, width, perPixel);
  }

  /** A pass over the whole fits: told by a bound first, which costs nothing. */
  private boolean fitsWhole(Set<String> taps, int height, int width, long left) {
    Graph graph = network.graph();
    try {
      long copies = copies(taps, height, width) + holdings.ofLayers(graph, height, width);
      long bound = 2L * Float.BYTES * graph.numbers(taps, height, width);
      return bound + copies <= left
          || (bound / 4 + copies <= left
              && network.passBytes(1, height, width, taps) + copies <= left);
    } catch (UserException e) {
      // A layer with more numbers than an array holds; or too small a picture, which is told later.
      if (Math.max(height, width) < SAMPLE) {
        throw e;
      }
      return false;
    }
  }

  private Optional<Tiling> within(
      Set<String> taps, int height, int width, double perPixel, long bytes) {
    return Tiling.within(
        network.graph(), taps, height, width, (h, w) -> (long) (perPixel * h * w), bytes);
  }

  private UserException tooLarge(
      Set<String> taps, Size largest, int height, int width, double perPixel) {
    long tile = 1 << 20;
    while (within(taps, height, width, perPixel, tile).isEmpty()) {
      tile += tile / 8;
    }
    long held = held(largest);
    long fits =
        (long) (largest.longSide() * Math.sqrt(Math.max(0, allowed - tile) / (double) held));
    return new UserException(
        String.format(
            Locale.ROOT,
            "a picture of %s takes %s, %s for its pixels and %s for the smallest tile; %s are allowed",
            largest.width() + "x" + largest.height(),
            FreeMemory.text(held + tile),
            FreeMemory.text(held),
            FreeMemory.text(tile),
            FreeMemory.text(allowed)),
        String.format(
            Locale.ROOT,
            "Allow more with --max-memory %dM%s.",
            ((held + tile) >> 20) + 1,
            fits > 100 ? ", or use --size " + fits / 10 * 10 : ""));
  }
}
