package reverie.zoo;

import java.util.List;
import reverie.network.Graph;
import reverie.support.UserException;

/**
 * A network with everything that its use needs: what it is, its weights, its input's range, and the
 * layers that are known to work well. Immutable; loading one needs no native code, but for the
 * lecture's, which DeepLearning4J reads.
 *
 * @param name as in {@code --model}
 * @param description one line
 * @param notice licence and origin of the weights; empty where the user brought them
 * @param graph layers and weights
 * @param preprocessing from a picture in [0, 1], of three channels, to the network's input
 * @param labels names of the classes in the order of the last layer; empty where it has none
 * @param suggested layers by use
 * @param minimalSize the smallest sensible short side of a picture, in pixels
 */
public record Model(
    String name,
    String description,
    String notice,
    Graph graph,
    Preprocessing preprocessing,
    List<String> labels,
    Suggested suggested,
    int minimalSize) {

  /**
   * Layers that are known to work well, and how.
   *
   * @param dream to be excited, equally weighted
   * @param style whose statistics are a picture's style
   * @param content whose activations are a picture's content
   * @param taste how style transfer weighs them
   */
  public record Suggested(
      List<String> dream, List<String> style, List<String> content, StyleTaste taste) {
    /** Copies the lists. */
    public Suggested {
      dream = List.copyOf(dream);
      style = List.copyOf(style);
      content = List.copyOf(content);
    }

    /** Of a network that style transfer was not tuned for. */
    public Suggested(List<String> dream, List<String> style, List<String> content) {
      this(dream, style, content, StyleTaste.EVEN);
    }
  }

  /**
   * What makes style transfer with a network look well.
   *
   * @param styleWeights of the style layers, in their order; the last holds for those that follow
   * @param contentWeight of the content loss beside a style loss of weight 1
   * @param variationWeight of the total variation, squared differences
   * @param averagePooling whether its max pooling is better replaced by averages
   */
  public record StyleTaste(
      List<Double> styleWeights,
      double contentWeight,
      double variationWeight,
      boolean averagePooling) {
    /** All layers alike. */
    public static final StyleTaste EVEN = new StyleTaste(List.of(1.0), 0.35, 0.75, false);

    /** Copies the list. */
    public StyleTaste {
      styleWeights = List.copyOf(styleWeights);
    }

    /** The weight of the i-th style layer, from 0. */
    public double styleWeight(int i) {
      return styleWeights.get(Math.min(i, styleWeights.size() - 1));
    }
  }

  /**
   * Checks that everything fits together.
   *
   * @throws reverie.support.UserException if the graph has not the suggested layers
   */
  public Model {
    labels = List.copyOf(labels);
    if (graph.inputChannels() != preprocessing.channels()) {
      throw new IllegalArgumentException(
          graph.inputChannels() + " channels, preprocessing of " + preprocessing.channels());
    }
    for (List<String> layers : List.of(suggested.dream(), suggested.style(), suggested.content())) {
      layers.forEach(graph::node);
    }
  }

  /** This model with another graph of the same layers. */
  public Model withGraph(Graph other) {
    return new Model(
        name, description, notice, other, preprocessing, labels, suggested, minimalSize);
  }

  /** What the network computes, weights and all, as 64 hexadecimal digits of SHA-256. */
  public String hash() {
    return ModelHash.of(graph);
  }

  /** Whether the whole network takes square pictures of that side, in pixels. */
  public boolean takes(int side) {
    return takes(graph, side);
  }

  /** Whether a whole network takes square pictures of that side, in pixels. */
  static boolean takes(Graph graph, int side) {
    try {
      graph.shapes(graph.nodes(), side, side);
      return true;
    } catch (UserException e) {
      return false;
    }
  }

  /** That side, where the network takes it, or else the one it has been made for, in pixels. */
  public int sideFor(int wanted) {
    return takes(wanted) ? wanted : minimalSize;
  }
}
