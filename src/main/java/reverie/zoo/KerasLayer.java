package reverie.zoo;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import reverie.support.UserException;

/**
 * One layer of a Keras configuration, with typed and bounded access to its settings.
 *
 * @param source the file, for errors
 * @param kind Keras' class, such as {@code Conv2D}
 * @param name unique in the network
 * @param config the settings
 * @param inputs names of layers
 */
record KerasLayer(String source, String kind, String name, JsonNode config, List<String> inputs) {
  /** Largest kernel, stride, dilation or padding: real ones are below 32. */
  private static final int MOST_PIXELS = 255;

  KerasLayer {
    inputs = List.copyOf(inputs);
  }

  /** The problem that something about this layer is not as expected. */
  UserException refused(String expected, String found) {
    return new UserException(
        source + ": layer '" + name + "' (" + kind + "): expected " + expected + ", found " + found,
        "Only plain feed-forward picture networks are read.");
  }

  /** The problem that a setting is not as expected. */
  UserException refusedSetting(String key, String expected) {
    String found = config.path(key).toString();
    return refused(
        key + " " + expected,
        found.length() > 60 ? found.substring(0, 57) + "..." : found.isEmpty() ? "nothing" : found);
  }

  /** The only input. */
  String input() {
    if (inputs.size() != 1) {
      throw refused("1 input", inputs.size() + "");
    }
    return inputs.get(0);
  }

  /** Whether a setting is there and not null. */
  boolean has(String key) {
    return config.hasNonNull(key);
  }

  /** A text. */
  String text(String key, String fallback) {
    if (!has(key)) {
      return fallback;
    }
    if (!config.path(key).isTextual()) {
      throw refusedSetting(key, "a text");
    }
    return config.path(key).textValue();
  }

  /** True or false. */
  boolean flag(String key, boolean fallback) {
    if (!has(key)) {
      return fallback;
    }
    if (!config.path(key).isBoolean()) {
      throw refusedSetting(key, "true or false");
    }
    return config.path(key).booleanValue();
  }

  /** A finite number. */
  float number(String key, float fallback) {
    if (!has(key)) {
      return fallback;
    }
    float value = config.path(key).floatValue();
    if (!config.path(key).isNumber() || !Float.isFinite(value)) {
      throw refusedSetting(key, "a number");
    }
    return value;
  }

  /** A whole number from 1 to {@code most}. */
  int count(String key, int fallback, int most) {
    return has(key) ? whole(key, config.path(key), 1, most) : fallback;
  }

  /** Pixels, height before width: one number for both, or two; at least 1. */
  int[] pair(String key, int... fallback) {
    return has(key) ? pair(key, config.path(key), 1) : fallback;
  }

  /** ZeroPadding2D's top, bottom, left, right: one number, two, or two pairs; at least 0. */
  int[] margins(String key) {
    JsonNode node = config.path(key);
    if (node.isArray() && node.size() == 2 && node.get(0).isArray()) {
      int[] rows = pair(key, node.get(0), 0);
      int[] columns = pair(key, node.get(1), 0);
      return new int[] {rows[0], rows[1], columns[0], columns[1]};
    }
    int[] both = pair(key, node, 0);
    return new int[] {both[0], both[0], both[1], both[1]};
  }

  /** Refuses another setting than this, if there is one. */
  void mustBe(String key, String only) {
    if (!text(key, only).equals(only)) {
      throw refusedSetting(key, only);
    }
  }

  /** Refuses another axis than the last, the channels of {@code [n, h, w, c]}. */
  void mustBeChannelAxis() {
    JsonNode axis = config.path("axis");
    JsonNode one = axis.isArray() && axis.size() == 1 ? axis.get(0) : axis;
    if (has("axis") && !(one.isInt() && (one.intValue() == -1 || one.intValue() == 3))) {
      throw refusedSetting("axis", "3 or -1");
    }
  }

  private int[] pair(String key, JsonNode node, int least) {
    if (node.isArray() && node.size() == 2) {
      return new int[] {
        whole(key, node.get(0), least, MOST_PIXELS), whole(key, node.get(1), least, MOST_PIXELS)
      };
    }
    int both = whole(key, node, least, MOST_PIXELS);
    return new int[] {both, both};
  }

  private int whole(String key, JsonNode node, int least, int most) {
    if (!node.isInt() || node.intValue() < least || node.intValue() > most) {
      throw refusedSetting(key, "whole, from " + least + " to " + most);
    }
    return node.intValue();
  }
}
