package reverie.zoo;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import reverie.support.UserException;

/**
 * A Keras network's layers: of a functional or a sequential model, written by Keras 2 or 3.
 *
 * @param layers each after its inputs; else in the file's order
 * @param outputs names of the layers that the network gives out; empty if it does not say
 */
record KerasTopology(List<KerasLayer> layers, Set<String> outputs) {
  private static final int MOST_LAYERS = 10_000;
  private static final int MOST_INPUTS = 1024;

  /**
   * Reads a {@code modelTopology}.
   *
   * @param source the file, for errors
   */
  static KerasTopology of(String source, JsonNode topology) {
    JsonNode model = topology.has("model_config") ? topology.path("model_config") : topology;
    String kind = model.path("class_name").asText("");
    JsonNode config = model.path("config");
    JsonNode listed = config.isArray() ? config : config.path("layers");
    if (!listed.isArray() || listed.isEmpty() || listed.size() > MOST_LAYERS) {
      throw damaged(source, "expected 1 to " + MOST_LAYERS + " layers, found " + listed.size());
    }
    return switch (kind) {
      case "Model", "Functional" -> functional(source, listed, config.path("output_layers"));
      case "Sequential" -> sequential(source, listed);
      default ->
          throw damaged(source, "expected a Functional or Sequential model, found '" + kind + "'");
    };
  }

  private static KerasTopology functional(String source, JsonNode listed, JsonNode outputs) {
    Map<String, KerasLayer> byName = new LinkedHashMap<>();
    for (JsonNode node : listed) {
      add(byName, layer(source, node, inbound(source, node)));
    }
    Set<String> names = new LinkedHashSet<>();
    // ["name", 0, 0], or a list of such.
    for (JsonNode output : outputs) {
      names.add((output.isArray() ? output.path(0) : output).asText());
    }
    return new KerasTopology(ordered(source, byName), names);
  }

  private static KerasTopology sequential(String source, JsonNode listed) {
    Map<String, KerasLayer> byName = new LinkedHashMap<>();
    String last = "input";
    if (!listed.get(0).path("class_name").asText().equals("InputLayer")) {
      add(
          byName,
          new KerasLayer(source, "InputLayer", last, listed.get(0).path("config"), List.of()));
    }
    for (JsonNode node : listed) {
      add(byName, layer(source, node, byName.isEmpty() ? List.of() : List.of(last)));
      last = node.path("config").path("name").asText();
    }
    return new KerasTopology(List.copyOf(byName.values()), Set.of());
  }

  private static void add(Map<String, KerasLayer> byName, KerasLayer layer) {
    if (byName.put(layer.name(), layer) != null) {
      throw damaged(layer.source(), "two layers named '" + layer.name() + "'");
    }
  }

  private static KerasLayer layer(String source, JsonNode node, List<String> inputs) {
    String kind = node.path("class_name").asText("");
    String name = node.path("config").path("name").asText("");
    if (kind.isEmpty() || !name.matches("[A-Za-z0-9_./-]{1,200}")) {
      throw damaged(
          source, "expected a layer with a class_name and a name of letters, digits and _./-");
    }
    return new KerasLayer(source, kind, name, node.path("config"), inputs);
  }

  /** Keras 2: [[["name", node, tensor, {}], ...]]. Keras 3: [{"args": [...], "kwargs": {}}]. */
  private static List<String> inbound(String source, JsonNode layer) {
    JsonNode calls = layer.path("inbound_nodes");
    if (calls.size() > 1) {
      throw damaged(
          source,
          "layer '"
              + layer.path("config").path("name").asText()
              + "' is used "
              + calls.size()
              + " times, expected once");
    }
    List<String> inputs = new ArrayList<>();
    JsonNode call = calls.path(0);
    collect(source, call.isObject() ? call.path("args") : call, inputs);
    return inputs;
  }

  private static void collect(String source, JsonNode node, List<String> inputs) {
    if (node.path("config").has("keras_history")) {
      collect(source, node.path("config").path("keras_history"), inputs);
    } else if (node.isArray() && node.path(0).isTextual()) {
      if (node.path(1).asInt() != 0 || node.path(2).asInt() != 0) {
        throw damaged(
            source, "layer '" + node.path(0).asText() + "': expected one output, found more");
      }
      inputs.add(node.path(0).asText());
      if (inputs.size() > MOST_INPUTS) {
        throw damaged(source, "expected at most " + MOST_INPUTS + " inputs of a layer");
      }
    } else if (node.isArray()) {
      node.forEach(inner -> collect(source, inner, inputs));
    }
  }

  /** Each layer after its inputs, else in the file's order. */
  private static List<KerasLayer> ordered(String source, Map<String, KerasLayer> byName) {
    List<KerasLayer> waiting = new ArrayList<>(byName.values());
    List<KerasLayer> ordered = new ArrayList<>();
    Set<String> known = new LinkedHashSet<>();
    while (!waiting.isEmpty()) {
      int before = ordered.size();
      for (Iterator<KerasLayer> i = waiting.iterator(); i.hasNext(); ) {
        KerasLayer layer = i.next();
        if (known.containsAll(layer.inputs())) {
          ordered.add(layer);
          known.add(layer.name());
          i.remove();
        }
      }
      if (ordered.size() == before) {
        throw damaged(
            source,
            "layer '"
                + waiting.get(0).name()
                + "': its inputs "
                + waiting.get(0).inputs()
                + " are unknown or form a circle");
      }
    }
    return ordered;
  }

  private static UserException damaged(String source, String what) {
    return new UserException(
        source + ": " + what, "Only plain feed-forward Keras networks are read.");
  }
}
