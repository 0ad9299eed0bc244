package reverie.recipe;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The most exciting pictures of each channel of a layer. Which they are does not depend on the
 * order in which they come.
 */
final class Ranking {
  private final List<Integer> channels;
  private final int top;
  private final Comparator<Winner> order;
  private final List<List<Winner>> winners = new ArrayList<>();

  /**
   * One.
   *
   * @param value the activation
   * @param picture its place in a list of pictures
   * @param y row of the layer
   * @param x column
   */
  record Winner(float value, int picture, int y, int x) {}

  /**
   * An empty one.
   *
   * @param names of the pictures: of equal values the first name wins
   */
  Ranking(List<Integer> channels, int top, List<ExemplarState.Looked> names) {
    this.channels = channels;
    this.top = top;
    this.order =
        Comparator.comparingDouble((Winner w) -> -w.value)
            .thenComparing(w -> names.get(w.picture).name());
    channels.forEach(channel -> winners.add(new ArrayList<>()));
  }

  List<Integer> channels() {
    return channels;
  }

  /** Those of the i-th channel, the most exciting first. */
  List<Winner> of(int i) {
    return winners.get(i);
  }

  /**
   * The largest activation of each channel enters, of equal ones the first; 0 is none.
   *
   * @param activation {@code [1, h, w, c]}
   */
  void look(INDArray activation, int picture) {
    int width = (int) activation.size(2);
    int depth = (int) activation.size(3);
    float[] values = activation.dup('c').reshape(-1).toFloatVector();
    for (int i = 0; i < channels.size(); i++) {
      int channel = channels.get(i);
      int best = channel;
      for (int at = channel; at < values.length; at += depth) {
        best = values[at] > values[best] ? at : best;
      }
      if (values[best] != 0 && Float.isFinite(values[best])) {
        int place = best / depth;
        enter(i, new Winner(values[best], picture, place / width, place % width));
      }
    }
  }

  void enter(int i, Winner winner) {
    List<Winner> some = winners.get(i);
    some.add(winner);
    some.sort(order);
    if (some.size() > top) {
      some.remove(top);
    }
  }
}
