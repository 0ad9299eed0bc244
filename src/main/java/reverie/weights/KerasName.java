package reverie.weights;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An array's place in a Keras HDF5 file: {@code LAYER/.../ARRAY:0}, or {@code MODEL/LAYER/ARRAY:0}
 * where a model is a layer of another.
 *
 * @param group the outermost name, mostly the layer's
 * @param inner the last name before the array's
 * @param array Keras' name for it, such as {@code kernel}
 */
record KerasName(String group, String inner, String array) {
  /** Keras 1 wrote {@code block1_conv1_W_1:0}. */
  private static final Pattern OLD =
      Pattern.compile("(.+)_(W|b|gamma|beta|running_mean|running_std)(?:_\\d+)?");

  private static final Map<String, String> NEW =
      Map.of(
          "W", "kernel",
          "b", "bias",
          "running_mean", "moving_mean",
          // A variance in spite of its name.
          "running_std", "moving_variance");

  private static KerasName parsed(String path) {
    String[] parts = path.split("/", -1);
    String last = parts[parts.length - 1].replaceAll(":\\d+$", "");
    Matcher old = OLD.matcher(last);
    String array = old.matches() ? NEW.getOrDefault(old.group(2), old.group(2)) : last;
    String inner = parts.length > 1 ? parts[parts.length - 2] : "";
    return new KerasName(parts[0], inner, array);
  }

  /** The places of all arrays by their outermost name. */
  static Map<String, List<KerasName>> byLayer(List<String> paths) {
    Map<String, List<KerasName>> groups = new LinkedHashMap<>();
    for (String path : paths) {
      KerasName name = parsed(path);
      groups.computeIfAbsent(name.group, group -> new ArrayList<>()).add(name);
    }
    return groups;
  }

  /** {@code layer/array}; the layer is the inner name where an outermost one holds several. */
  static String of(String path, Map<String, List<KerasName>> byLayer) {
    KerasName name = parsed(path);
    long same =
        byLayer.get(name.group).stream().filter(other -> other.array.equals(name.array)).count();
    return (same > 1 ? name.inner : name.group) + "/" + name.array;
  }
}
