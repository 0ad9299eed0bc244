package reverie.network;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import reverie.support.UserException;

/**
 * How a picture may be cut along one axis so that layers stay what they are.
 *
 * <p>A window that starts at a multiple of the period, and ends as far before the picture's end as
 * some multiple, has the picture's own grid at every layer: its size leaves the same remainder by
 * every stride, so that {@code SAME} padding, last partial windows and what a stride leaves over
 * are those of the whole. Position j of a layer is then position j plus a whole number of periods
 * of the whole picture's; and it is right if no tap on the way to it fell outside the window where
 * the picture goes on. How many are wrong at a cut's two sides does not depend on where it is.
 */
final class TileAxis {
  /**
   * A layer along the axis.
   *
   * @param pixels of the picture for {@code positions} positions, in lowest terms
   * @param size positions of the whole picture's layer
   * @param wrongFirst positions after a cut that see beyond it
   * @param wrongLast positions before a cut that see beyond it
   */
  private record Span(long pixels, long positions, int size, int wrongFirst, int wrongLast) {
    Span {
      long divisor = gcd(pixels, positions);
      pixels /= divisor;
      positions /= divisor;
    }
  }

  /**
   * A tile along the axis.
   *
   * @param start its first pixel
   * @param from by tap, the first position that it owns, in the whole layer
   * @param inTile by tap, the same in the tile's own layer
   * @param count by tap, how many it owns
   */
  record Cut(
      int start,
      Map<String, Integer> from,
      Map<String, Integer> inTile,
      Map<String, Integer> count) {}

  /**
   * Tiles of one length.
   *
   * @param length in pixels
   * @param cuts first to last
   */
  record Split(int length, List<Cut> cuts) {}

  private final int size;
  private final long period;
  private final Map<String, Span> taps;
  private final Map<String, Integer> sizes = new HashMap<>();

  /** In periods: what is wrong after a cut, and where the last position is that no cut spoils. */
  private final long before;

  private final long end;

  private TileAxis(int size, Map<String, Span> all, Set<String> taps) {
    this.size = size;
    long common = 1;
    for (Span span : all.values()) {
      common = Math.multiplyExact(common / gcd(common, span.pixels), span.pixels);
    }
    period = common;
    this.taps = new LinkedHashMap<>();
    taps.forEach(tap -> this.taps.put(tap, all.get(tap)));
    all.forEach((name, span) -> sizes.put(name, span.size));
    long wrong = 0;
    long last = Long.MAX_VALUE;
    for (Span span : this.taps.values()) {
      long each = each(span);
      wrong = Math.max(wrong, (span.wrongFirst + each - 1) / each);
      last = Math.min(last, Math.floorDiv(span.size - span.wrongLast, each));
    }
    before = wrong;
    end = last;
  }

  /** Positions a period. */
  private long each(Span span) {
    return period / span.pixels * span.positions;
  }

  /**
   * Of a picture of that size.
   *
   * @param rows along its height; else along its width
   * @param taps own names, all among the nodes
   * @throws UserException if a layer sees the whole picture
   */
  static TileAxis of(List<Node> nodes, Set<String> taps, boolean rows, int size) {
    Map<String, Span> spans = new LinkedHashMap<>();
    for (Node node : nodes) {
      Span merged = null;
      for (String input : node.inputs()) {
        Span one = spans.get(input);
        if (merged != null
            && (merged.pixels != one.pixels
                || merged.positions != one.positions
                || merged.size != one.size)) {
          throw untileable(node);
        }
        merged =
            merged == null
                ? one
                : new Span(
                    one.pixels,
                    one.positions,
                    one.size,
                    Math.max(one.wrongFirst, merged.wrongFirst),
                    Math.max(one.wrongLast, merged.wrongLast));
      }
      spans.put(node.name(), after(node, merged, rows, size));
    }
    return new TileAxis(size, spans, taps);
  }

  private static Span after(Node node, Span in, boolean rows, int size) {
    Operation operation = node.operation();
    if (operation instanceof Input) {
      return new Span(1, 1, size, 0, 0);
    } else if (operation instanceof Convolution convolution) {
      return after(in, convolution.window(), false, rows);
    } else if (operation instanceof Pooling pooling) {
      return after(in, pooling.window(), pooling.ceil(), rows);
    } else if (operation instanceof Upsampling up) {
      int f = up.factor();
      // Bilinear: half of the nearest position's pixels look at the next one.
      int more = up.bilinear() ? f / 2 : 0;
      return new Span(
          in.pixels,
          in.positions * f,
          in.size * f,
          in.wrongFirst * f + more,
          in.wrongLast * f + more);
    } else if (operation instanceof GlobalPooling
        || operation instanceof Flatten
        || operation instanceof Dense) {
      throw untileable(node);
    }
    return in;
  }

  private static Span after(Span in, Window w, boolean ceil, boolean rows) {
    Window.Padding padding = (rows ? w.resolved(in.size, 1) : w.resolved(1, in.size)).padding();
    int stride = rows ? w.strideHeight() : w.strideWidth();
    int reach =
        rows
            ? (w.kernelHeight() - 1) * w.dilationHeight() + 1
            : (w.kernelWidth() - 1) * w.dilationWidth() + 1;
    int ahead = rows ? padding.top() : padding.left();
    int size = rows ? w.outputHeight(in.size, ceil) : w.outputWidth(in.size, ceil);
    int right = Math.floorDiv(in.size - in.wrongLast + ahead - reach, stride) + 1;
    return new Span(
        in.pixels * stride,
        in.positions,
        size,
        (in.wrongFirst + ahead + stride - 1) / stride,
        Math.max(0, size - right));
  }

  private static UserException untileable(Node node) {
    return new UserException(
        "layer '" + node.name() + "' sees the whole picture: it cannot be worked on in tiles",
        "Use a smaller picture (--size), earlier layers, or allow more memory (--max-memory).");
  }

  /** Positions of a layer of the whole picture. */
  int size(String layer) {
    return sizes.get(layer);
  }

  /**
   * The shortest tiles of one length, of that number, that make up the axis; empty if they would be
   * no shorter than with fewer.
   */
  Optional<Split> split(int count) {
    if (count == 1) {
      return Optional.of(new Split(size, List.of(cut(0, 0, Long.MAX_VALUE))));
    }
    // The last tile starts `spread` periods after the first; each owns what is right in it, so that
    // from one to the next it is at most end - before - spread periods.
    long spread = (end - before) * (count - 1) / count;
    while (spread > 0 && spread + (spread + count - 2) / (count - 1) > end - before) {
      spread--;
    }
    if (spread < count - 1) {
      return Optional.empty();
    }
    List<Cut> cuts = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      long at = i * spread / (count - 1);
      long next = i == count - 1 ? Long.MAX_VALUE : (i + 1) * spread / (count - 1) + before;
      cuts.add(cut(at, i == 0 ? 0 : at + before, next));
    }
    return Optional.of(new Split(Math.toIntExact(size - spread * period), cuts));
  }

  /** The tile that starts at a period, and owns what lies from one period to another. */
  private Cut cut(long at, long first, long next) {
    Map<String, Integer> from = new HashMap<>();
    Map<String, Integer> inTile = new HashMap<>();
    Map<String, Integer> count = new HashMap<>();
    taps.forEach(
        (tap, span) -> {
          long each = each(span);
          long begin = first * each;
          long stop = next == Long.MAX_VALUE ? span.size : next * each;
          from.put(tap, Math.toIntExact(begin));
          inTile.put(tap, Math.toIntExact(begin - at * each));
          count.put(tap, Math.toIntExact(stop - begin));
        });
    return new Cut(Math.toIntExact(at * period), from, inTile, count);
  }

  private static long gcd(long a, long b) {
    return b == 0 ? a : gcd(b, a % b);
  }
}
