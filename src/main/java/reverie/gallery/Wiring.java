package reverie.gallery;

import java.util.ArrayList;
import java.util.List;

/**
 * Numbers on the left, numbers on the right, and the connections between them: a line of one colour
 * is one shared weight.
 *
 * @param caption under it
 * @param left one text a node, from the top
 * @param right one text a node, from the top
 * @param connections in the order of drawing
 */
public record Wiring(
    String caption, List<String> left, List<String> right, List<Connection> connections)
    implements Page.Item {
  private static final int STEP = 16;
  private static final int WIDTH = 420;
  private static final int INSET = 60;
  private static final String[] COLOURS = {
    "#e6194b", "#f58231", "#bfa000", "#3cb44b", "#008080", "#0082c8", "#000080", "#911eb4",
    "#f032e6"
  };

  /** Copies the lists. */
  public Wiring {
    left = List.copyOf(left);
    right = List.copyOf(right);
    connections = List.copyOf(connections);
  }

  /**
   * A connection.
   *
   * @param from a node on the left, from 0
   * @param to a node on the right, from 0
   * @param weight which of the shared weights it has, from 0
   */
  public record Connection(int from, int to, int weight) {}

  /** A line of the drawing, for the template. */
  record Line(int x1, int y1, int x2, int y2, String colour) {}

  /** A text of the drawing, for the template. */
  record Text(int x, int y, String anchor, String text) {}

  int width() {
    return WIDTH;
  }

  int height() {
    return STEP * (left.size() + 1);
  }

  /** The lines. */
  List<Line> lines() {
    List<Line> lines = new ArrayList<>();
    for (Connection c : connections) {
      String colour = COLOURS[c.weight() % COLOURS.length];
      lines.add(new Line(INSET, y(c.from(), left), WIDTH - INSET, y(c.to(), right), colour));
    }
    return lines;
  }

  /** The texts of the nodes. */
  List<Text> texts() {
    List<Text> texts = new ArrayList<>();
    for (int i = 0; i < left.size(); i++) {
      texts.add(new Text(INSET - 6, y(i, left) + 4, "end", left.get(i)));
    }
    for (int i = 0; i < right.size(); i++) {
      texts.add(new Text(WIDTH - INSET + 6, y(i, right) + 4, "start", right.get(i)));
    }
    return texts;
  }

  /** Spread over the height. */
  private int y(int node, List<String> side) {
    return (int) Math.round(height() * (node + 1.0) / (side.size() + 1));
  }
}
