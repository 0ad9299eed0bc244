package reverie.zoo;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import reverie.network.FeatureShape;
import reverie.network.Graph;
import reverie.network.Node;

/**
 * Which pixels of a picture a layer's numbers can see: for each position the smallest rectangle
 * that holds every pixel with a way to it, whatever the weights. Unlike {@link Reach} it is exact:
 * of one size of picture, with that size's padding and with borders, where less is seen.
 *
 * <p>Two cases are wider than need be: of a {@code flatten} every number has the whole that all of
 * them see, and a branch that sees nothing but padding in one direction counts in the other.
 */
public final class ReceptiveField {
  private final List<Node> nodes;
  private final Map<String, FeatureShape> shapes;
  private final String layer;
  private final SeenSpans rows;
  private final SeenSpans columns;

  private ReceptiveField(
      List<Node> nodes,
      Map<String, FeatureShape> shapes,
      String layer,
      SeenSpans rows,
      SeenSpans columns) {
    this.nodes = nodes;
    this.shapes = shapes;
    this.layer = layer;
    this.rows = rows;
    this.columns = columns;
  }

  /**
   * Pixels side by side.
   *
   * @param left the first column; below 0 where it lies outside the picture
   * @param top the first row
   * @param width columns; 0 if nothing is seen
   * @param height rows
   */
  public record Rectangle(int left, int top, int width, int height) {
    /** Whether a pixel is inside. */
    public boolean holds(int x, int y) {
      return x >= left && x < left + width && y >= top && y < top + height;
    }
  }

  /**
   * Of a layer, for pictures of that size.
   *
   * @throws reverie.support.UsageException if there is no such layer
   * @throws reverie.support.UserException if the picture is too small for it
   */
  public static ReceptiveField of(Graph graph, String layer, int height, int width) {
    return of(graph, Set.of(layer), height, width).get(layer);
  }

  /** Of several layers at once, by the names given. */
  public static Map<String, ReceptiveField> of(
      Graph graph, Set<String> layers, int height, int width) {
    List<Node> nodes = graph.needed(layers);
    Map<String, FeatureShape> shapes = graph.shapes(nodes, height, width);
    Map<String, SeenSpans> rows = spans(nodes, shapes, Axis.ROWS);
    Map<String, SeenSpans> columns = spans(nodes, shapes, Axis.COLUMNS);
    Map<String, ReceptiveField> fields = new LinkedHashMap<>();
    for (String layer : layers) {
      String own = graph.node(layer).name();
      fields.put(
          layer,
          new ReceptiveField(
              graph.needed(Set.of(layer)), shapes, own, rows.get(own), columns.get(own)));
    }
    return fields;
  }

  private static Map<String, SeenSpans> spans(
      List<Node> nodes, Map<String, FeatureShape> shapes, Axis axis) {
    Map<String, SeenSpans> spans = new HashMap<>();
    for (Node node : nodes) {
      int size = axis.size(shapes.get(node.name()));
      if (node.inputs().isEmpty()) {
        int[] each = IntStream.range(0, size).toArray();
        spans.put(node.name(), new SeenSpans(each, each));
        continue;
      }
      SeenSpans seen = SeenSpans.nothing(size);
      for (String input : node.inputs()) {
        Taps taps = Taps.of(node.operation(), axis, axis.size(shapes.get(input)));
        seen.add(taps, spans.get(input));
      }
      spans.put(node.name(), seen);
    }
    return spans;
  }

  /** Rows of the layer. */
  public int height() {
    return rows.size();
  }

  /** Columns of the layer. */
  public int width() {
    return columns.size();
  }

  /** What a position sees of the picture; of no width and height if it sees padding alone. */
  public Rectangle at(int y, int x) {
    if (rows.empty(y) || columns.empty(x)) {
      return new Rectangle(0, 0, 0, 0);
    }
    int top = rows.first()[y];
    int left = columns.first()[x];
    return new Rectangle(left, top, columns.last()[x] - left + 1, rows.last()[y] - top + 1);
  }

  /**
   * What a position would see if picture and layers went on beyond their borders, as they do in
   * padding: of one size for all positions of a layer, but after upsampling. Layers that see
   * everything see the picture.
   */
  public Rectangle unclipped(int y, int x) {
    int[] down = unclipped(Axis.ROWS, y);
    int[] across = unclipped(Axis.COLUMNS, x);
    return new Rectangle(across[0], down[0], across[1] - across[0] + 1, down[1] - down[0] + 1);
  }

  /** First and last pixel, by the way back from the layer. */
  private int[] unclipped(Axis axis, int position) {
    Map<String, int[]> wanted = new HashMap<>();
    wanted.put(layer, new int[] {position, position});
    for (int i = nodes.size() - 1; i > 0; i--) {
      Node node = nodes.get(i);
      int[] span = wanted.get(node.name());
      for (String input : node.inputs()) {
        Taps taps = Taps.of(node.operation(), axis, axis.size(shapes.get(input)));
        int[] seen = {taps.first(span[0]), taps.last(span[1])};
        wanted.merge(input, seen, (a, b) -> new int[] {Math.min(a[0], b[0]), Math.max(a[1], b[1])});
      }
    }
    return wanted.get(nodes.get(0).name());
  }

  /** One of the two directions of a picture. */
  enum Axis {
    ROWS,
    COLUMNS;

    int size(FeatureShape shape) {
      return this == ROWS ? shape.height() : shape.width();
    }
  }
}
