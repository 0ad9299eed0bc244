package reverie.weights;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import reverie.support.UserException;

/**
 * A Keras network with its weights, such as a TensorFlow.js layers model.
 *
 * @param weights arrays by name, such as {@code conv2d_1/kernel}, in Keras' layouts
 * @param topology Keras' own description of the layers, as {@code Model.to_json} gives it
 */
public record LayersModel(Weights weights, JsonNode topology) implements Checkpoint {
  /** The metadata of a safetensors file that holds a topology, as {@code models convert} writes. */
  public static final String METADATA = "keras_model_config";

  /** The file that describes the model. */
  public static final String FILE = "model.json";

  /**
   * The model in a folder.
   *
   * @throws UserException if the folder has none
   */
  public static Source inFolder(Path folder) {
    Path file = folder.resolve(FILE);
    if (!Files.exists(file)) {
      throw new UserException(
          folder + ": expected a TensorFlow.js model in the folder, found no " + FILE,
          "Name the file itself.");
    }
    return Source.of(file);
  }

  /**
   * Reads {@code model.json} and the shards that it names, which lie beside it.
   *
   * @throws UserException if it is damaged, a shard is missing or of another length, or it is a
   *     graph model
   */
  public static LayersModel read(Source source) {
    JsonNode root;
    try (Source.Content content = source.open()) {
      if (content.length() > Json.MOST_BYTES) {
        throw new UserException(
            source.name()
                + ": expected at most "
                + Json.MOST_BYTES
                + " bytes, found "
                + content.length(),
            "Is it a " + FILE + "?");
      }
      root = Json.object(source.name(), content.read(0, (int) content.length()));
    }
    JsonNode topology = root.path("modelTopology");
    if (root.path("format").asText().equals("graph-model") || topology.has("node")) {
      throw new UserException(
          source.name() + ": expected a layers model, found a graph model",
          "Convert the Keras model with the output format tfjs_layers_model.");
    }
    if (!topology.isObject() || !root.path("weightsManifest").isArray()) {
      throw new UserException(
          source.name() + ": expected modelTopology and weightsManifest",
          "The file is not a TensorFlow.js layers model.");
    }
    return new LayersModel(WeightsManifest.read(source, root.path("weightsManifest")), topology);
  }
}
