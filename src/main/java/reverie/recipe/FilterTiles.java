package reverie.recipe;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import reverie.image.Picture;
import reverie.network.Convolution;
import reverie.network.Graph;
import reverie.network.Node;
import reverie.support.UsageException;

/**
 * The learned kernels of a convolution as pictures of their own size: those that read red, green
 * and blue in colour, all others in grey, one for each channel that they read. Middle grey is 0;
 * the weight of a filter furthest from it, of those shown, is black or white (or a full colour), so
 * that filters of small weights, as batch norm makes them, are seen as well.
 */
public final class FilterTiles {
  private FilterTiles() {}

  /**
   * One kernel.
   *
   * @param picture as wide and high as it
   * @param output the channel that it makes
   * @param input the channel that it reads, or empty if all three colours
   * @param least its smallest weight
   * @param most its largest weight
   */
  public record Tile(Picture picture, int output, OptionalInt input, float least, float most) {}

  /** The first convolution of a network. */
  public static String first(Graph graph) {
    return convolutions(graph).get(0);
  }

  private static List<String> convolutions(Graph graph) {
    List<String> names =
        graph.nodes().stream()
            .filter(node -> node.operation() instanceof Convolution)
            .map(Node::name)
            .toList();
    if (names.isEmpty()) {
      throw new UsageException("this network has no convolution", "Choose another with --model.");
    }
    return names;
  }

  /**
   * A layer's kernels.
   *
   * @param layer a convolution
   * @param firstOutput the first channel that is shown, from 0
   * @param outputs how many channels at most
   * @param inputs how many of the channels that they read at most, where these are no colours
   * @throws UsageException if the layer is no convolution, or has fewer channels
   */
  public static List<Tile> of(Graph graph, String layer, int firstOutput, int outputs, int inputs) {
    if (!(graph.node(layer).operation() instanceof Convolution convolution)) {
      throw new UsageException(
          "layer '"
              + layer
              + "': expected a convolution, found "
              + graph.node(layer).operation().kind(),
          "Convolutions are "
              + convolutions(graph).stream().limit(8).collect(Collectors.joining(", "))
              + ", ...");
    }
    if (firstOutput >= convolution.outputChannels()) {
      throw new UsageException(
          "layer '"
              + layer
              + "': expected a filter below "
              + convolution.outputChannels()
              + ", found "
              + firstOutput,
          "Filters are counted from 0.");
    }
    int read = convolution.inputChannels() / convolution.groups();
    boolean colour = read == 3 && graph.node(layer).inputs().get(0).equals(input(graph));
    int last = Math.min(convolution.outputChannels(), firstOutput + outputs);
    int shown = colour ? 1 : Math.min(read, inputs);
    List<Tile> tiles = new ArrayList<>();
    for (int output = firstOutput; output < last; output++) {
      float largest = largest(convolution, output, colour ? read : shown);
      for (int i = 0; i < shown; i++) {
        tiles.add(
            tile(convolution, output, colour ? OptionalInt.empty() : OptionalInt.of(i), largest));
      }
    }
    return tiles;
  }

  private static String input(Graph graph) {
    return graph.nodes().get(0).name();
  }

  private static float largest(Convolution convolution, int output, int inputs) {
    int size = convolution.window().kernelHeight() * convolution.window().kernelWidth();
    int start = output * convolution.inputChannels() / convolution.groups() * size;
    float largest = Float.MIN_NORMAL;
    for (int i = 0; i < inputs * size; i++) {
      largest = Math.max(largest, Math.abs(convolution.kernels()[start + i]));
    }
    return largest;
  }

  private static Tile tile(Convolution convolution, int output, OptionalInt input, float largest) {
    int height = convolution.window().kernelHeight();
    int width = convolution.window().kernelWidth();
    int size = height * width;
    int read = convolution.inputChannels() / convolution.groups();
    int start = (output * read + input.orElse(0)) * size;
    float[] rgb = new float[3 * size];
    float least = Float.POSITIVE_INFINITY;
    float most = Float.NEGATIVE_INFINITY;
    for (int i = 0; i < rgb.length; i++) {
      float weight = convolution.kernels()[start + (input.isPresent() ? i % size : i)];
      least = Math.min(least, weight);
      most = Math.max(most, weight);
      rgb[i] = 0.5f + 0.5f * weight / largest;
    }
    return new Tile(Picture.of(width, height, rgb), output, input, least, most);
  }
}
