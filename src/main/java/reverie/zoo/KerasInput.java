package reverie.zoo;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import reverie.network.FeatureShape;
import reverie.network.Graph;
import reverie.support.UserException;

/**
 * What an InputLayer says of the picture.
 *
 * @param layer itself, for errors
 * @param channels 3 for colour
 * @param height rows that the network was built for, or a size to check with where it takes any
 * @param width columns, likewise
 */
record KerasInput(KerasLayer layer, int channels, int height, int width) {
  private static final int MOST_CHANNELS = 1 << 20;
  private static final int MOST_PIXELS = 8192;
  private static final int ANY_SIZE = 1024;

  /** Reads {@code [null, height, width, channels]}, where a size may be null. */
  static KerasInput of(KerasLayer layer) {
    String key = layer.has("batch_shape") ? "batch_shape" : "batch_input_shape";
    JsonNode shape = layer.config().path(key);
    JsonNode channels = shape.path(3);
    if (shape.size() != 4
        || !channels.isInt()
        || channels.intValue() < 1
        || channels.intValue() > MOST_CHANNELS) {
      throw layer.refusedSetting(key, "[null, height, width, channels]");
    }
    return new KerasInput(
        layer, channels.intValue(), size(layer, key, shape.get(1)), size(layer, key, shape.get(2)));
  }

  private static int size(KerasLayer layer, String key, JsonNode size) {
    if (size.isNull()) {
      return ANY_SIZE;
    }
    if (!size.isInt() || size.intValue() < 1 || size.intValue() > MOST_PIXELS) {
      throw layer.refusedSetting(key, "of 1 to " + MOST_PIXELS + " pixels");
    }
    return size.intValue();
  }

  /**
   * Refuses a graph whose shapes do not fit each other, before an engine meets them.
   *
   * @throws UserException naming the layer
   */
  void check(Graph graph) {
    if (graph.layerNames().isEmpty()) {
      throw layer.refused("layers after the input", "none");
    }
    Map<String, FeatureShape> shapes;
    try {
      shapes = graph.shapes(graph.nodes(), height, width);
    } catch (ArithmeticException e) {
      throw layer.refused("vectors of at most 2^31 numbers", "more, at " + width + "x" + height);
    } catch (UserException e) {
      throw new UserException(layer.source() + ": " + e.getMessage(), e.hint(), e);
    }
    shapes.forEach(
        (name, shape) -> {
          if (shape.channels() < 1 || shape.channels() > MOST_CHANNELS) {
            throw layer.refused(
                "at most " + MOST_CHANNELS + " channels", shape.channels() + " in '" + name + "'");
          }
        });
  }
}
