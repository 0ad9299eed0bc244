package reverie.weights;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reverie.support.UserException;

class EightBitTest {
  @TempDir Path folder;

  private static Map<String, Weights.Tensor> tensors() {
    Random random = new Random(1);
    float[] values = new float[4 * 30];
    for (int i = 0; i < values.length; i++) {
      // Row 0 small, row 1 large, row 2 all equal, row 3 zero.
      values[i] = new float[] {0.01f, 100, 0, 0}[i / 30] * (float) random.nextGaussian();
      values[i] += i / 30 == 2 ? 0.7f : 0;
    }
    return Map.of(
        "w", new Weights.Tensor(new long[] {4, 3, 10}, values),
        "b", new Weights.Tensor(new long[] {3}, new float[] {0.1f, 0.2f, 0.3f}));
  }

  @Test
  void each_number_is_at_most_half_a_step_of_its_row_off() {
    Path file = folder.resolve("q.safetensors");
    Safetensors.writeEightBit(file, tensors(), Map.of("from", "a test"));
    Weights read = WeightFormats.read(file);
    assertEquals(tensors().keySet(), read.names());
    assertEquals(Map.of("from", "a test"), read.metadata());
    assertArrayEquals(tensors().get("b").values(), read.named("b").values());
    float[] expected = tensors().get("w").values();
    float[] found = read.named("w").values();
    for (int row = 0; row < 4; row++) {
      float least = Float.MAX_VALUE;
      float most = -Float.MAX_VALUE;
      for (int i = row * 30; i < row * 30 + 30; i++) {
        least = Math.min(least, expected[i]);
        most = Math.max(most, expected[i]);
      }
      for (int i = row * 30; i < row * 30 + 30; i++) {
        assertEquals(expected[i], found[i], 0.501 * (most - least) / 255, "row " + row);
      }
    }
  }

  @Test
  void written_twice_it_stays_the_same() throws IOException {
    Path once = folder.resolve("once.safetensors");
    Path twice = folder.resolve("twice.safetensors");
    Safetensors.writeEightBit(once, tensors(), Map.of());
    Safetensors.writeEightBit(twice, WeightFormats.read(once).tensors(), Map.of());
    float[] first = WeightFormats.read(once).named("w").values();
    float[] second = WeightFormats.read(twice).named("w").values();
    for (int i = 0; i < first.length; i++) {
      assertEquals(first[i], second[i], 1e-5 * Math.abs(first[i]) + 1e-7);
    }
  }

  @Test
  void what_is_not_finite_and_what_lacks_its_rows_is_refused() throws IOException {
    Weights.Tensor none = new Weights.Tensor(new long[] {1, 2}, new float[] {Float.NaN, 1});
    Path file = folder.resolve("q.safetensors");
    assertThrows(
        UserException.class, () -> Safetensors.writeEightBit(file, Map.of("w", none), Map.of()));
    assertTrue(Files.notExists(file));

    Safetensors.writeEightBit(file, tensors(), Map.of());
    String text = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
    Files.write(file, text.replace("w.q8_min", "w.q8_mim").getBytes(StandardCharsets.ISO_8859_1));
    UserException e = assertThrows(UserException.class, () -> WeightFormats.read(file));
    assertTrue(e.getMessage().contains("w.q8_min"), e.getMessage());
  }
}
