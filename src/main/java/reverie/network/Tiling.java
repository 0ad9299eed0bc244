package reverie.network;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToLongBiFunction;

/**
 * A picture cut into windows that overlap by what layers see, all of one size, so that one plan of
 * a network serves them all. Every position of every tapped layer belongs to one tile, where it is
 * exactly what it is in the whole picture: sums over the tiles' {@linkplain Part parts} are sums
 * over the picture, and so are gradients from taps that are zero outside of the parts.
 *
 * @param height of the picture, in pixels
 * @param width of the picture, in pixels
 * @param tileHeight of every window, in pixels
 * @param tileWidth of every window, in pixels
 * @param shapes of the whole picture's layers, by the taps' names
 * @param tiles row by row
 */
public record Tiling(
    int height,
    int width,
    int tileHeight,
    int tileWidth,
    Map<String, FeatureShape> shapes,
    List<Tile> tiles) {
  /** More along one axis would be nearly all overlap. */
  private static final int MOST = 64;

  /** Copies both. */
  public Tiling {
    shapes = Map.copyOf(shapes);
    tiles = List.copyOf(tiles);
  }

  /**
   * So many rows and columns of tiles; empty where there cannot be so many.
   *
   * @param taps layers or their aliases
   * @throws reverie.support.UserException if a layer sees the whole picture
   */
  public static Optional<Tiling> of(
      Graph graph, Set<String> taps, int height, int width, int rows, int columns) {
    return new Cutter(graph, taps, height, width).cut(rows, columns);
  }

  /**
   * The tiling with the least work that fits: of those whose windows take no more than is allowed,
   * the one whose windows have the fewest pixels together. Empty if even the smallest take more.
   *
   * @param bytes what a window of some height and width takes; more for a larger one
   * @param allowed in bytes
   * @throws reverie.support.UserException if a layer sees the whole picture
   */
  public static Optional<Tiling> within(
      Graph graph,
      Set<String> taps,
      int height,
      int width,
      ToLongBiFunction<Integer, Integer> bytes,
      long allowed) {
    Cutter cutter = new Cutter(graph, taps, height, width);
    long least = Long.MAX_VALUE;
    int[] best = null;
    for (int columns = 1; columns <= MOST; columns++) {
      Optional<TileAxis.Split> across = cutter.columns.split(columns);
      for (int rows = 1; rows <= MOST && across.isPresent(); rows++) {
        Optional<TileAxis.Split> down = cutter.rows.split(rows);
        if (down.isEmpty()) {
          break;
        }
        int h = down.get().length();
        int w = across.get().length();
        long pixels = (long) rows * columns * h * w;
        if (pixels < least && bytes.applyAsLong(h, w) <= allowed) {
          least = pixels;
          best = new int[] {rows, columns};
        }
      }
    }
    return best == null ? Optional.empty() : cutter.cut(best[0], best[1]);
  }

  /** Windows' pixels for a pixel of the picture: the work of tiles beside that of the whole. */
  public double overhead() {
    return (double) tiles.size() * tileHeight * tileWidth / ((double) height * width);
  }

  /** Both axes of a picture. */
  private static final class Cutter {
    private final Graph graph;
    private final Map<String, String> own = new LinkedHashMap<>();
    private final List<Node> nodes;
    private final int height;
    private final int width;
    private final TileAxis rows;
    private final TileAxis columns;

    Cutter(Graph graph, Set<String> taps, int height, int width) {
      this.graph = graph;
      this.height = height;
      this.width = width;
      taps.forEach(tap -> own.put(tap, graph.node(tap).name()));
      nodes = graph.needed(taps);
      Set<String> names = new LinkedHashSet<>(own.values());
      rows = TileAxis.of(nodes, names, true, height);
      columns = TileAxis.of(nodes, names, false, width);
    }

    Optional<Tiling> cut(int rowCount, int columnCount) {
      Optional<TileAxis.Split> down = rows.split(rowCount);
      Optional<TileAxis.Split> across = columns.split(columnCount);
      if (down.isEmpty() || across.isEmpty()) {
        return Optional.empty();
      }
      int tileHeight = down.get().length();
      int tileWidth = across.get().length();
      Map<String, FeatureShape> ofTile = graph.shapes(nodes, tileHeight, tileWidth);
      Map<String, FeatureShape> shapes = new HashMap<>();
      own.forEach(
          (tap, layer) ->
              shapes.put(
                  tap,
                  new FeatureShape(
                      ofTile.get(layer).channels(), rows.size(layer), columns.size(layer))));
      List<Tile> tiles = new ArrayList<>();
      for (TileAxis.Cut row : down.get().cuts()) {
        for (TileAxis.Cut column : across.get().cuts()) {
          Map<String, Part> parts = new HashMap<>();
          own.forEach((tap, layer) -> parts.put(tap, part(layer, row, column)));
          tiles.add(new Tile(row.start(), column.start(), parts));
        }
      }
      return Optional.of(new Tiling(height, width, tileHeight, tileWidth, shapes, tiles));
    }

    private static Part part(String layer, TileAxis.Cut row, TileAxis.Cut column) {
      return new Part(
          row.from().get(layer),
          column.from().get(layer),
          row.count().get(layer),
          column.count().get(layer),
          row.inTile().get(layer),
          column.inTile().get(layer));
    }
  }
}
