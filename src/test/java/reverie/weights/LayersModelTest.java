package reverie.weights;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reverie.support.UserException;

class LayersModelTest {
  private static final String NO_QUANTISATION = "";

  @TempDir Path folder;

  private Source model(String paths, String weights) {
    try {
      return Source.of(
          Files.writeString(
              folder.resolve("model.json"),
              """
              {"modelTopology":{"class_name":"Model"},
               "weightsManifest":[{"paths":[%s],"weights":[%s]}]}"""
                  .formatted(paths, weights)));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static String weight(String name, String shape, String type, String quantisation) {
    return "{\"name\":\"%s\",\"shape\":%s,\"dtype\":\"%s\"%s}"
        .formatted(
            name,
            shape,
            type,
            quantisation.isEmpty() ? "" : ",\"quantization\":{" + quantisation + "}");
  }

  private void shard(String name, byte[] bytes) throws IOException {
    Files.write(folder.resolve(name), bytes);
  }

  private static ByteBuffer bytes(int count) {
    return ByteBuffer.allocate(count).order(ByteOrder.LITTLE_ENDIAN);
  }

  private static String refusal(Source source) {
    return assertThrows(UserException.class, () -> LayersModel.read(source)).getMessage();
  }

  @Test
  void arrays_may_be_cut_into_shards_at_any_byte() throws IOException {
    byte[] all = bytes(12).putFloat(1.5f).putFloat(-2).putFloat(3e-7f).array();
    shard("a", java.util.Arrays.copyOfRange(all, 0, 3));
    shard("b", new byte[0]);
    shard("c", java.util.Arrays.copyOfRange(all, 3, 5));
    shard("d", java.util.Arrays.copyOfRange(all, 5, 12));
    Source source =
        model(
            "\"a\",\"b\",\"c\",\"d\"",
            weight("x", "[2]", "float32", NO_QUANTISATION)
                + ","
                + weight("y", "[]", "float32", NO_QUANTISATION));

    Weights weights = LayersModel.read(source).weights();

    assertArrayEquals(new float[] {1.5f, -2}, weights.get("x", 2).values());
    assertArrayEquals(new float[] {3e-7f}, weights.get("y").values());
  }

  @Test
  void quantised_bytes_are_min_plus_scale_times_byte_in_float32() throws IOException {
    byte[] stored = new byte[256];
    for (int i = 0; i < 256; i++) {
      stored[i] = (byte) i;
    }
    shard("a", stored);
    Source source =
        model(
            "\"a\"",
            weight(
                "x",
                "[256]",
                "float32",
                "\"dtype\":\"uint8\",\"scale\":0.022262044981414198,\"min\":-1.4470329237919228"));

    float[] values = LayersModel.read(source).weights().get("x", 256).values();

    for (int i = 0; i < 256; i++) {
      assertEquals(i * (float) 0.022262044981414198 + (float) -1.4470329237919228, values[i]);
    }
  }

  @Test
  void quantised_words_are_unsigned() throws IOException {
    shard("a", bytes(4).putShort((short) 0xFFFF).putShort((short) 2).array());
    Source source =
        model(
            "\"a\"", weight("x", "[2]", "float32", "\"dtype\":\"uint16\",\"scale\":0.5,\"min\":1"));
    assertArrayEquals(
        new float[] {32768.5f, 2}, LayersModel.read(source).weights().get("x", 2).values());
  }

  @Test
  void half_precision_needs_no_scale() throws IOException {
    shard("a", bytes(2).putShort((short) 0xC000).array());
    Source source = model("\"a\"", weight("x", "[1]", "float32", "\"dtype\":\"float16\""));
    assertArrayEquals(new float[] {-2}, LayersModel.read(source).weights().get("x", 1).values());
  }

  @ParameterizedTest
  @ValueSource(strings = {"int32", "bool", "string", "complex64"})
  void another_number_format_is_refused_by_name(String type) throws IOException {
    shard("a", new byte[4]);
    String message = refusal(model("\"a\"", weight("x", "[1]", type, NO_QUANTISATION)));
    assertTrue(message.contains("'x'") && message.contains("'" + type + "'"), message);
  }

  @Test
  void another_quantisation_is_refused_by_name() throws IOException {
    shard("a", new byte[4]);
    String message = refusal(model("\"a\"", weight("x", "[1]", "float32", "\"dtype\":\"int4\"")));
    assertTrue(message.contains("'int4'"), message);
  }

  @Test
  void a_missing_shard_is_named() {
    String message = refusal(model("\"gone.bin\"", weight("x", "[1]", "float32", NO_QUANTISATION)));
    assertTrue(message.contains("gone.bin") && message.contains("does not exist"), message);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 3, 5})
  void a_shard_of_another_length_is_refused(int length) throws IOException {
    shard("a", new byte[length]);
    String message = refusal(model("\"a\"", weight("x", "[1]", "float32", NO_QUANTISATION)));
    assertTrue(
        message.contains("expected 4 bytes") && message.contains("found " + length), message);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "../a",
        "/etc/hostname",
        "sub/../../a",
        "",
        ".",
        "..",
        "a//b",
        "C:a",
        "..\\\\a",
        "a\\u0000"
      })
  void a_path_that_leaves_the_folder_is_refused(String path) throws IOException {
    Path inner = Files.createDirectory(folder.resolve("inner"));
    shard("a", new byte[4]);
    Path outer = folder;
    folder = inner;
    Source source = model("\"" + path + "\"", weight("x", "[1]", "float32", NO_QUANTISATION));
    folder = outer;
    assertTrue(refusal(source).contains("expected a file name beside it"));
  }

  @Test
  void a_shard_that_is_named_twice_is_refused() throws IOException {
    shard("a", new byte[4]);
    String message = refusal(model("\"a\",\"a\"", weight("x", "[2]", "float32", NO_QUANTISATION)));
    assertTrue(message.contains("two shards named 'a'"), message);
  }

  @Test
  void a_size_that_the_shards_do_not_hold_takes_no_memory() throws IOException {
    shard("a", new byte[4]);
    String message =
        refusal(model("\"a\"", weight("x", "[2147483000]", "float32", NO_QUANTISATION)));
    assertTrue(message.contains("expected 8589932000 bytes"), message);
  }

  @Test
  void a_tensor_that_is_named_twice_is_refused() throws IOException {
    shard("a", new byte[8]);
    String one = weight("x", "[1]", "float32", NO_QUANTISATION);
    assertTrue(refusal(model("\"a\"", one + "," + one)).contains("two tensors named 'x'"));
  }

  @Test
  void a_graph_model_is_refused_by_name() throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("model.json"),
            "{\"format\":\"graph-model\",\"modelTopology\":{\"node\":[]},\"weightsManifest\":[]}");
    assertTrue(refusal(Source.of(file)).contains("graph model"));
  }

  @Test
  void json_that_is_nested_too_deeply_is_refused() throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("model.json"),
            "{\"a\":" + "[".repeat(100_000) + "]".repeat(100_000) + "}");
    assertTrue(refusal(Source.of(file)).contains("not valid JSON"));
  }

  @Test
  void a_folder_stands_for_its_model() throws IOException {
    shard("a", new byte[4]);
    model("\"a\"", weight("x", "[1]", "float32", NO_QUANTISATION));
    assertEquals(List.of("x"), List.copyOf(WeightFormats.read(folder).names()));
  }

  @Test
  void a_resource_that_is_missing_is_named() {
    Source source = Source.resource(LayersModelTest.class, "nowhere/model.json");
    assertTrue(refusal(source).contains("nowhere/model.json"));
  }
}
