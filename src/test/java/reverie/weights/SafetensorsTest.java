package reverie.weights;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import reverie.Shared;
import reverie.support.UserException;

class SafetensorsTest {
  @TempDir Path folder;

  /** A safetensors file of that header and data. */
  static byte[] file(String header, byte... data) {
    byte[] text = header.getBytes(StandardCharsets.UTF_8);
    return ByteBuffer.allocate(8 + text.length + data.length)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putLong(text.length)
        .put(text)
        .put(data)
        .array();
  }

  private Weights read(byte[] bytes) {
    try {
      return WeightFormats.read(Files.write(folder.resolve("x.safetensors"), bytes));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private String refusal(String header, int dataLength) {
    return assertThrows(UserException.class, () -> read(file(header, new byte[dataLength])))
        .getMessage();
  }

  private static String entry(String name, String type, String shape, long begin, long end) {
    return "\"%s\":{\"dtype\":\"%s\",\"shape\":%s,\"data_offsets\":[%d,%d]}"
        .formatted(name, type, shape, begin, end);
  }

  @Test
  void bytes_written_by_hand_are_read() {
    byte[] bytes = {
      0x3A,
      0,
      0,
      0,
      0,
      0,
      0,
      0, // header of 58 bytes
      '{',
      '"',
      'w',
      '"',
      ':',
      '{',
      '"',
      'd',
      't',
      'y',
      'p',
      'e',
      '"',
      ':',
      '"',
      'F',
      '3',
      '2',
      '"',
      ',',
      '"',
      's',
      'h',
      'a',
      'p',
      'e',
      '"',
      ':',
      '[',
      '2',
      ']',
      ',',
      '"',
      'd',
      'a',
      't',
      'a',
      '_',
      'o',
      'f',
      'f',
      's',
      'e',
      't',
      's',
      '"',
      ':',
      '[',
      '0',
      ',',
      '8',
      ']',
      '}',
      '}',
      ' ',
      ' ',
      ' ',
      ' ',
      0,
      0,
      (byte) 0x80,
      0x3F,
      0,
      0,
      0x20,
      (byte) 0xC1 // 1 and -10
    };
    Weights.Tensor tensor = read(bytes).get("w", 2);
    assertArrayEquals(new float[] {1, -10}, tensor.values());
  }

  @ParameterizedTest
  @CsvSource({
    "F32, 0000803f, 1",
    "F64, 000000000000f0bf, -1",
    "F16, 003c, 1",
    "F16, 0100, 5.9604645e-8",
    "F16, ff83, -6.097555e-5",
    "F16, 007c, Infinity",
    "F16, 00fc, -Infinity",
    "F16, 007e, NaN",
    "F16, ff7b, 65504",
    "F16, 0080, -0.0",
    "BF16, 803f, 1",
    "BF16, 49c0, -3.140625",
    "BF16, 80ff, -Infinity",
    "U8, ff, 255",
  })
  void each_number_format_gives_its_value(String type, String hex, float expected) {
    byte[] data = java.util.HexFormat.of().parseHex(hex);
    Weights weights = read(file("{" + entry("w", type, "[]", 0, data.length) + "}", data));
    assertEquals(expected, weights.get("w").values()[0]);
  }

  @Test
  void every_half_number_is_sign_times_fraction_times_power() {
    for (int bits = 0; bits < 1 << 16; bits++) {
      int exponent = bits >> 10 & 31;
      double fraction = (bits & 1023) / 1024.0;
      double size =
          exponent == 31
              ? (fraction == 0 ? Double.POSITIVE_INFINITY : Double.NaN)
              : exponent == 0
                  ? fraction * Math.pow(2, -14)
                  : (1 + fraction) * Math.pow(2, exponent - 15);
      float expected = (float) (bits < 0x8000 ? size : -size);
      assertEquals(expected, ElementType.half((short) bits), "bits " + bits);
    }
  }

  @Test
  void what_was_written_is_read_again() {
    float[] large = new float[100_003];
    for (int i = 0; i < large.length; i++) {
      large[i] = (float) Math.sin(i);
    }
    Map<String, Weights.Tensor> tensors = new LinkedHashMap<>();
    tensors.put("z \"quoted\" é", new Weights.Tensor(new long[] {large.length}, large));
    tensors.put("a", new Weights.Tensor(new long[] {}, new float[] {Float.MIN_VALUE}));
    tensors.put("empty", new Weights.Tensor(new long[] {0, 3}, new float[0]));
    Path file = folder.resolve("round.safetensors");

    Safetensors.write(file, tensors, Map.of("model", "inception-v3"));

    Weights back = WeightFormats.read(file);
    assertEquals(List.of("a", "empty", "z \"quoted\" é"), List.copyOf(back.names()));
    assertEquals(Map.of("model", "inception-v3"), back.metadata());
    assertArrayEquals(large, back.get("z \"quoted\" é", large.length).values());
    assertEquals(Float.MIN_VALUE, back.get("a").values()[0]);
    assertEquals(0, back.get("empty", 0, 3).values().length);
  }

  @Test
  void the_order_of_the_maps_does_not_change_the_bytes() throws IOException {
    Weights.Tensor one = new Weights.Tensor(new long[] {1}, new float[] {1});
    Weights.Tensor two = new Weights.Tensor(new long[] {1}, new float[] {2});
    Map<String, Weights.Tensor> forward = new LinkedHashMap<>();
    forward.put("one", one);
    forward.put("two", two);
    Map<String, Weights.Tensor> backward = new LinkedHashMap<>();
    backward.put("two", two);
    backward.put("one", one);
    assertArrayEquals(written(forward), written(backward));
  }

  @Test
  void written_data_begin_at_a_multiple_of_eight() throws IOException {
    for (String name : List.of("a", "ab", "abc", "abcd", "abcde")) {
      byte[] bytes = written(Map.of(name, new Weights.Tensor(new long[] {1}, new float[] {1})));
      assertEquals(0, (bytes.length - 4) % 8, name);
    }
  }

  private static byte[] written(Map<String, Weights.Tensor> tensors) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Safetensors.write(out, tensors, Map.of());
    return out.toByteArray();
  }

  @Test
  void another_number_format_is_refused_by_name() {
    String message = refusal("{" + entry("w", "I64", "[1]", 0, 8) + "}", 8);
    assertTrue(message.contains("'w'") && message.contains("'I64'"), message);
  }

  @Test
  void a_counter_of_training_steps_is_left_out() {
    String header =
        "{"
            + entry("bn.num_batches_tracked", "I64", "[]", 0, 8)
            + ","
            + entry("w", "U8", "[1]", 8, 9)
            + "}";
    assertEquals(java.util.Set.of("w"), read(file(header, new byte[9])).names());
  }

  @Test
  void a_header_longer_than_the_file_is_refused() {
    byte[] bytes = file("{}");
    bytes[3] = 1;
    String message = assertThrows(UserException.class, () -> read(bytes)).getMessage();
    assertTrue(message.contains("16777218"), message);
  }

  @Test
  void overlapping_arrays_are_refused() {
    String header = "{" + entry("a", "U8", "[4]", 0, 4) + "," + entry("b", "U8", "[4]", 2, 6) + "}";
    String message = refusal(header, 6);
    assertTrue(message.contains("'b'") && message.contains("byte 4, found 2"), message);
  }

  @Test
  void a_gap_between_arrays_is_refused() {
    String header =
        "{" + entry("a", "U8", "[4]", 0, 4) + "," + entry("b", "U8", "[4]", 6, 10) + "}";
    assertTrue(refusal(header, 10).contains("byte 4, found 6"));
  }

  @Test
  void bytes_after_the_last_array_are_refused() {
    assertTrue(refusal("{" + entry("a", "U8", "[4]", 0, 4) + "}", 5).contains("found 5"));
  }

  @Test
  void offsets_past_the_end_are_refused() {
    String message = refusal("{" + entry("a", "U8", "[4]", 0, 4) + "}", 3);
    assertTrue(message.contains("[0,4]"), message);
  }

  @Test
  void a_shape_of_another_size_is_refused() {
    String message = refusal("{" + entry("a", "F32", "[3]", 0, 8) + "}", 8);
    assertTrue(message.contains("expected 12 bytes") && message.contains("found 8"), message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "[4294967296,4294967296]",
        "[9223372036854775807,2]",
        "[-1,-4]",
        "[2147483647]",
        "[1,1,1,1,1,1,1,1,4]",
        "[4.0]",
        "4"
      })
  void an_absurd_shape_is_refused(String shape) {
    String message = refusal("{" + entry("a", "U8", shape, 0, 4) + "}", 4);
    assertTrue(message.contains("'a'"), message);
  }

  @Test
  void a_name_twice_is_refused() {
    String header = "{" + entry("a", "U8", "[1]", 0, 1) + "," + entry("a", "U8", "[1]", 1, 2) + "}";
    String message = refusal(header, 2);
    assertTrue(message.contains("Duplicate field 'a'"), message);
  }

  @Test
  void the_squeezenet_of_the_shared_folder_is_read() {
    Path file = Shared.file("models/squeezenet1_1/squeezenet1_1.safetensors");
    Weights weights = WeightFormats.read(file);
    long parameters = weights.tensors().values().stream().mapToLong(t -> t.values().length).sum();
    assertEquals(1_235_496, parameters);
  }
}
