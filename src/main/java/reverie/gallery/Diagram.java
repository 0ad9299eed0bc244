package reverie.gallery;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import reverie.image.Picture;
import reverie.support.UserException;

/**
 * A network drawn from top to bottom: a box a layer, with its kind and shape, and a line for each
 * input. A layer stands one row below the lowest of its inputs; layers of one row side by side.
 */
public final class Diagram {
  private static final int WIDTH = 176;
  private static final int HEIGHT = 50;
  private static final int ACROSS = 20;
  private static final int DOWN = 26;
  private static final int MARGIN = 20;
  private static final int TITLE = 30;

  private final String title;
  private final List<Box> boxes;

  private Diagram(String title, List<Box> boxes) {
    this.title = title;
    this.boxes = List.copyOf(boxes);
  }

  private record Box(String name, String kind, String shape, List<String> inputs, int row) {}

  /** Collects layers in forward order. */
  public static final class Builder {
    private final String title;
    private final List<Box> boxes = new ArrayList<>();
    private final Map<String, Integer> rows = new HashMap<>();

    /** For a drawing of that title. */
    public Builder(String title) {
      this.title = title;
    }

    /**
     * Adds a layer.
     *
     * @param inputs names of layers added before
     * @throws IllegalArgumentException if one was not
     */
    public Builder add(String name, String kind, String shape, List<String> inputs) {
      int row = 0;
      for (String input : inputs) {
        Integer above = rows.get(input);
        if (above == null) {
          throw new IllegalArgumentException("layer '" + input + "' comes before '" + name + "'");
        }
        row = Math.max(row, above + 1);
      }
      rows.put(name, row);
      boxes.add(new Box(name, kind, shape, List.copyOf(inputs), row));
      return this;
    }

    /** The drawing. */
    public Diagram build() {
      return new Diagram(title, boxes);
    }
  }

  /** Scalable vector graphics; readable in the dark and by screen readers. */
  public String svg() {
    Layout layout = layout();
    Map<String, int[]> places = layout.places;
    int width = layout.width;
    int height = layout.height;
    StringBuilder svg = new StringBuilder();
    svg.append(
        """
        <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" width="%d" height="%d" role="img" aria-label="%s">
        <style>
        svg { background: #fff; font: 12px system-ui, sans-serif; }
        rect { fill: #eef2f8; stroke: #5b7083; } path { fill: none; stroke: #5b7083; }
        text { fill: #1d2733; text-anchor: middle; } .name { font-weight: 600; } .title { font-size: 15px; }
        @media (prefers-color-scheme: dark) {
        svg { background: #14191f; } rect { fill: #222c37; } text { fill: #e6ebf0; } }
        </style>
        """
            .formatted(width, height, width, height, escaped(title)));
    text(svg, "title", width / 2, MARGIN + 8, title);
    for (Box box : boxes) {
      for (String input : box.inputs) {
        line(svg, places.get(input), places.get(box.name));
      }
    }
    for (Box box : boxes) {
      int[] at = places.get(box.name);
      svg.append(
          "<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" rx=\"5\"/>%n"
              .formatted(at[0], at[1], WIDTH, HEIGHT));
      text(svg, "name", at[0] + WIDTH / 2, at[1] + 20, box.name);
      text(svg, "kind", at[0] + WIDTH / 2, at[1] + 38, box.kind + ", " + box.shape);
    }
    return svg.append("</svg>\n").toString();
  }

  /**
   * Where everything stands.
   *
   * @param places left and top of each box
   * @param width of the drawing
   * @param height of the drawing
   */
  private record Layout(Map<String, int[]> places, int width, int height) {}

  private Layout layout() {
    Map<String, int[]> places = places();
    int left = places.values().stream().mapToInt(at -> at[0]).min().orElse(0) - MARGIN;
    places.values().forEach(at -> at[0] -= left);
    int width = places.values().stream().mapToInt(at -> at[0]).max().orElse(0) + WIDTH + MARGIN;
    int height = places.values().stream().mapToInt(at -> at[1]).max().orElse(0) + HEIGHT + MARGIN;
    return new Layout(places, width, height);
  }

  /**
   * The same drawing in pixels, enlarged twice where that is not too large.
   *
   * @throws UserException if it would be too large, before memory is taken
   */
  public Picture picture() {
    Layout layout = layout();
    long pixels = (long) layout.width * layout.height;
    if (pixels > DiagramDrawing.MOST_PIXELS) {
      throw new UserException(
          "a drawing of "
              + layout.width
              + "x"
              + layout.height
              + " pixels: expected at most "
              + DiagramDrawing.MOST_PIXELS / 1_000_000
              + " million",
          "An .svg has no such limit.");
    }
    DiagramDrawing drawing =
        new DiagramDrawing(
            layout.width, layout.height, 4 * pixels > DiagramDrawing.MOST_PIXELS ? 1 : 2);
    drawing.title(layout.width / 2, MARGIN + 8, title);
    for (Box box : boxes) {
      int[] to = layout.places.get(box.name);
      for (String input : box.inputs) {
        int[] from = layout.places.get(input);
        drawing.line(from[0] + WIDTH / 2, from[1] + HEIGHT, to[0] + WIDTH / 2, to[1], DOWN / 2);
      }
    }
    for (Box box : boxes) {
      int[] at = layout.places.get(box.name);
      drawing.box(at[0], at[1], WIDTH, HEIGHT, box.name, box.kind + ", " + box.shape);
    }
    return drawing.picture();
  }

  /**
   * Left and top of each box, around x = 0. What alone goes on from a layer stands below it; what
   * branches and what joins stands around the middle; then a row's boxes are pushed apart.
   */
  private Map<String, int[]> places() {
    Map<String, Integer> readers = new HashMap<>();
    boxes.forEach(box -> box.inputs.forEach(input -> readers.merge(input, 1, Integer::sum)));
    Map<Integer, List<Box>> rows = new TreeMap<>();
    boxes.forEach(box -> rows.computeIfAbsent(box.row, row -> new ArrayList<>()).add(box));
    Map<String, int[]> places = new HashMap<>();
    rows.forEach(
        (row, all) -> {
          List<Box> free =
              all.stream()
                  .filter(box -> box.inputs.size() != 1 || readers.get(box.inputs.get(0)) > 1)
                  .toList();
          Map<Box, Integer> wished = new HashMap<>();
          for (Box box : all) {
            int index = free.indexOf(box);
            wished.put(
                box,
                index < 0
                    ? places.get(box.inputs.get(0))[0]
                    : (2 * index - free.size() + 1) * (WIDTH + ACROSS) / 2 - WIDTH / 2);
          }
          List<Box> sorted = new ArrayList<>(all);
          sorted.sort(Comparator.comparing(wished::get));
          int from = Integer.MIN_VALUE;
          for (Box box : sorted) {
            int x = Math.max(wished.get(box), from);
            places.put(box.name, new int[] {x, MARGIN + TITLE + row * (HEIGHT + DOWN)});
            from = x + WIDTH + ACROSS;
          }
        });
    return places;
  }

  /** From the bottom of one box to the top of another. */
  private static void line(StringBuilder svg, int[] from, int[] to) {
    int x = from[0] + WIDTH / 2;
    int y = from[1] + HEIGHT;
    int half = DOWN / 2;
    svg.append(
        "<path d=\"M%d %dC%d %d %d %d %d %d\"/>%n"
            .formatted(
                x, y, x, y + half, to[0] + WIDTH / 2, to[1] - half, to[0] + WIDTH / 2, to[1]));
  }

  private static void text(StringBuilder svg, String style, int x, int y, String text) {
    svg.append(
        "<text class=\"%s\" x=\"%d\" y=\"%d\">%s</text>%n".formatted(style, x, y, escaped(text)));
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replaceAll("\\p{Cntrl}", "?");
  }
}
