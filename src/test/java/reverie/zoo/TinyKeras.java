package reverie.zoo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import reverie.network.Graph;
import reverie.weights.LayersModel;
import reverie.weights.Source;

/** Small TensorFlow.js layers models, written layer by layer. */
final class TinyKeras {
  private final List<String> layers = new ArrayList<>();
  private final Map<String, float[]> values = new LinkedHashMap<>();
  private final Map<String, int[]> shapes = new LinkedHashMap<>();
  private final Random random = new Random(7);
  private String outputs = "";
  private String kind = "Model";

  /** Starts with an input of that size. */
  static TinyKeras input(int height, int width, int channels) {
    return new TinyKeras()
        .layer(
            "InputLayer",
            "image",
            "\"batch_input_shape\":[null,%d,%d,%d]".formatted(height, width, channels));
  }

  /** Adds a layer; {@code config} is JSON without braces. */
  TinyKeras layer(String kind, String name, String config, String... inputs) {
    StringBuilder inbound = new StringBuilder();
    for (String input : inputs) {
      inbound.append(inbound.isEmpty() ? "" : ",").append("[\"" + input + "\",0,0,{}]");
    }
    layers.add(
        "{\"class_name\":\"%s\",\"name\":\"%s\",\"config\":{\"name\":\"%s\"%s},\"inbound_nodes\":[%s]}"
            .formatted(
                kind,
                name,
                name,
                config.isEmpty() ? "" : "," + config,
                inputs.length == 0 ? "" : "[" + inbound + "]"));
    return this;
  }

  /** Adds a weight of seeded numbers in [-1, 1], or in [0.5, 1.5] for a variance. */
  TinyKeras weight(String name, int... shape) {
    float[] made = new float[Arrays.stream(shape).reduce(1, (a, b) -> a * b)];
    for (int i = 0; i < made.length; i++) {
      made[i] = random.nextFloat() * (name.endsWith("variance") ? 1 : 2) - 1;
      made[i] += name.endsWith("variance") ? 1.5f : 0;
    }
    return weight(name, made, shape);
  }

  /** Adds a weight. */
  TinyKeras weight(String name, float[] numbers, int... shape) {
    values.put(name, numbers);
    shapes.put(name, shape);
    return this;
  }

  /** A batch normalisation with its four weights. */
  TinyKeras norm(String name, int channels, String input) {
    return layer("BatchNormalization", name, "\"axis\":3,\"epsilon\":0.01", input)
        .weight(name + "/gamma", channels)
        .weight(name + "/beta", channels)
        .weight(name + "/moving_mean", channels)
        .weight(name + "/moving_variance", channels);
  }

  TinyKeras outputs(String... names) {
    outputs = String.join(",", Arrays.stream(names).map(n -> "[\"" + n + "\",0,0]").toList());
    return this;
  }

  TinyKeras sequential() {
    kind = "Sequential";
    return this;
  }

  float[] values(String weight) {
    return values.get(weight);
  }

  String json() {
    List<String> manifest = new ArrayList<>();
    shapes.forEach(
        (name, shape) ->
            manifest.add(
                "{\"name\":\"%s\",\"shape\":%s,\"dtype\":\"float32\"}"
                    .formatted(name, Arrays.toString(shape))));
    return """
        {"modelTopology":{"model_config":{"class_name":"%s","config":{
         "layers":[%s],"output_layers":[%s]}}},
         "weightsManifest":[{"paths":["w"],"weights":[%s]}]}"""
        .formatted(kind, String.join(",\n", layers), outputs, String.join(",\n", manifest));
  }

  /** Writes model.json and its shard. */
  Source write(Path folder) {
    ByteBuffer shard =
        ByteBuffer.allocate(4 * values.values().stream().mapToInt(v -> v.length).sum())
            .order(ByteOrder.LITTLE_ENDIAN);
    values
        .values()
        .forEach(
            v -> {
              for (float one : v) {
                shard.putFloat(one);
              }
            });
    try {
      Files.write(folder.resolve("w"), shard.array());
      return Source.of(Files.writeString(folder.resolve("model.json"), json()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Graph graph(Path folder) {
    return KerasNetwork.of(LayersModel.read(write(folder)));
  }
}
