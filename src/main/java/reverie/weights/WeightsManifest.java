package reverie.weights;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import reverie.support.UserException;

/**
 * TensorFlow.js' weights manifest: groups of arrays, each group's bytes cut into shards at any
 * place.
 */
final class WeightsManifest {
  private static final int MOST_SHARDS = 512;

  /** An array as the manifest describes it. */
  private record Entry(String name, long[] shape, Elements elements) {
    long bytes() {
      return (long) Json.size(shape) * elements.bytes();
    }
  }

  private final Source model;
  private final Map<String, Weights.Tensor> tensors = new LinkedHashMap<>();
  private final Set<String> opened = new HashSet<>();

  private WeightsManifest(Source model) {
    this.model = model;
  }

  /**
   * Reads all arrays.
   *
   * @param model the file that the manifest is written in; shards lie beside it
   */
  static Weights read(Source model, JsonNode manifest) {
    WeightsManifest reader = new WeightsManifest(model);
    for (JsonNode group : manifest) {
      reader.readGroup(group);
    }
    return new Weights(model.name(), reader.tensors, Map.of());
  }

  private void readGroup(JsonNode group) {
    List<Entry> entries = new ArrayList<>();
    long expected = 0;
    for (JsonNode weight : group.path("weights")) {
      Entry entry = entry(weight);
      entries.add(entry);
      expected += entry.bytes();
    }
    try (Shards shards = open(group.path("paths"))) {
      if (shards.length() != expected) {
        throw damaged("expected " + expected + " bytes in its shards, found " + shards.length());
      }
      long offset = 0;
      for (Entry entry : entries) {
        float[] values = entry.elements().read(shards, offset, Json.size(entry.shape()));
        if (tensors.put(entry.name(), new Weights.Tensor(entry.shape(), values)) != null) {
          throw damaged("two tensors named '" + Json.shown(entry.name()) + "'");
        }
        offset += entry.bytes();
      }
    }
  }

  private Shards open(JsonNode paths) {
    if (paths.size() > MOST_SHARDS) {
      throw damaged("expected at most " + MOST_SHARDS + " shards, found " + paths.size());
    }
    List<Source.Content> parts = new ArrayList<>();
    try {
      for (JsonNode path : paths) {
        // A shard named again and again would make a small file fill the memory.
        if (!opened.add(path.asText())) {
          throw damaged("two shards named '" + Json.shown(path.asText()) + "'");
        }
        parts.add(model.sibling(path.asText()).open());
      }
      return Shards.of(parts);
    } catch (RuntimeException e) {
      parts.forEach(Source.Content::close);
      throw e;
    }
  }

  private Entry entry(JsonNode weight) {
    String name = weight.path("name").asText("");
    if (name.isEmpty()) {
      throw damaged("a tensor of the weightsManifest has no name");
    }
    String where = "tensor '" + Json.shown(name) + "': ";
    JsonNode shape = weight.path("shape");
    Optional<long[]> sizes = Json.shape(shape);
    if (sizes.isEmpty()) {
      throw damaged(
          where
              + "expected a shape of at most 8 axes and 2^31 values, found "
              + Json.shown(shape.toString()));
    }
    String type = weight.path("dtype").asText("");
    if (!type.equals("float32")) {
      throw new UserException(
          model.name() + ": " + where + "expected dtype float32, found '" + Json.shown(type) + "'",
          "Only networks of floating-point numbers are read.");
    }
    return new Entry(name, sizes.get(), elements(where, weight.get("quantization")));
  }

  private Elements elements(String where, JsonNode quantisation) {
    if (quantisation == null || quantisation.isNull()) {
      return ElementType.F32;
    }
    String stored = quantisation.path("dtype").asText("");
    return switch (stored) {
      case "float16" -> ElementType.F16;
      case "uint8" -> affine(where, quantisation, 1);
      case "uint16" -> affine(where, quantisation, 2);
      default ->
          throw new UserException(
              model.name()
                  + ": "
                  + where
                  + "expected quantisation to uint8, uint16 or float16, found '"
                  + Json.shown(stored)
                  + "'",
              "Convert the model without quantisation.");
    };
  }

  private Quantisation affine(String where, JsonNode quantisation, int bytes) {
    JsonNode scale = quantisation.path("scale");
    JsonNode min = quantisation.path("min");
    if (!scale.isNumber()
        || !min.isNumber()
        || !Float.isFinite(scale.floatValue())
        || !Float.isFinite(min.floatValue())) {
      throw damaged(where + "expected a scale and a min");
    }
    return new Quantisation(bytes, scale.floatValue(), min.floatValue());
  }

  private UserException damaged(String what) {
    return new UserException(model.name() + ": " + what, "The model is damaged or incomplete.");
  }
}
