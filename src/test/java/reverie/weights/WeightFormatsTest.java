package reverie.weights;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import reverie.support.UserException;

/** What holds for every format: its file is recognised, and no damage ends in a crash. */
class WeightFormatsTest {
  private static final int DAMAGES = 700;

  @TempDir Path folder;

  /** A small valid file a format; where it has others beside it, they are written to the folder. */
  private interface Sample {
    byte[] in(Path folder) throws IOException;
  }

  private static final Map<String, Sample> SAMPLES =
      new TreeMap<>(
          Map.of(
              "PyTorch .pth",
              folder -> written("two.pth"),
              "PyTorch .pth (before 1.6)",
              folder -> written("two-legacy.pth"),
              "NumPy .npz",
              folder -> written("two.npz"),
              "DeepLearning4J .zip",
              folder -> Dl4jFormatTest.zip(),
              "Caffe .caffemodel",
              folder -> CaffeFormatTest.model(CaffeFormatTest.two()),
              "ONNX",
              folder -> written("two.onnx"),
              "Keras HDF5",
              folder -> written("two.h5"),
              "safetensors",
              folder ->
                  SafetensorsTest.file(
                      "{\"__metadata__\":{\"a\":\"b\"},"
                          + "\"x\":{\"dtype\":\"F32\",\"shape\":[2,1],\"data_offsets\":[0,8]},"
                          + "\"y\":{\"dtype\":\"F16\",\"shape\":[3],\"data_offsets\":[8,14]}}",
                      new byte[14]),
              "TensorFlow.js layers model",
              folder -> {
                Files.write(folder.resolve("a.bin"), new byte[9]);
                Files.write(folder.resolve("b.bin"), new byte[7]);
                return """
                    {"format":"layers-model","modelTopology":{"class_name":"Model"},
                     "weightsManifest":[{"paths":["a.bin","b.bin"],"weights":[
                      {"name":"c/kernel","shape":[3],"dtype":"float32"},
                      {"name":"c/bias","shape":[2,2],"dtype":"float32",
                       "quantization":{"dtype":"uint8","scale":0.5,"min":-1.0}}]}]}"""
                    .getBytes(StandardCharsets.UTF_8);
              }));

  /** A file that src/test/python/samples.py wrote with the format's own tool. */
  static byte[] written(String name) throws IOException {
    return Files.readAllBytes(Path.of("src/test/resources/weights", name));
  }

  @Test
  void each_format_has_a_sample_here() {
    assertEquals(SAMPLES.keySet(), new TreeSet<>(WeightFormats.names()));
  }

  @TestFactory
  Stream<DynamicTest> each_format_is_told_by_content() {
    return forEachFormat(
        (name, sample) -> {
          Path file = Files.write(folder.resolve("sample"), sample.in(folder));
          int arrays = name.startsWith("DeepLearning4J") ? 1 : 2; // all numbers in one row
          assertEquals(arrays, WeightFormats.read(file).tensors().size());
        });
  }

  @TestFactory
  Stream<DynamicTest> each_format_refuses_a_file_cut_anywhere() {
    return forEachFormat(
        (name, sample) -> {
          byte[] whole = sample.in(folder);
          // Every byte of the small ones, and of the large ones some.
          int step = whole.length > 2000 ? 17 : 1;
          for (int length = 0; length < whole.length; length += step) {
            Path file = Files.write(folder.resolve("cut"), java.util.Arrays.copyOf(whole, length));
            assertThrows(UserException.class, () -> WeightFormats.read(file), "cut at " + length);
          }
        });
  }

  @TestFactory
  Stream<DynamicTest> each_format_reads_or_refuses_damaged_files() {
    return forEachFormat(
        (name, sample) -> {
          byte[] whole = sample.in(folder);
          int refused = 0;
          for (int seed = 0; seed < DAMAGES; seed++) {
            Path file = Files.write(folder.resolve("damaged"), Mutations.of(whole, seed));
            try {
              WeightFormats.read(file);
            } catch (UserException e) {
              assertFalse(e.getMessage().contains("\n"), e.getMessage());
              refused++;
            } catch (RuntimeException | StackOverflowError e) {
              throw new AssertionError("seed " + seed, e);
            }
          }
          assertTrue(refused > DAMAGES / 2, "only " + refused + " of " + DAMAGES + " refused");
        });
  }

  @Test
  void a_missing_file_is_named() {
    Path file = folder.resolve("nothing.safetensors");
    UserException e = assertThrows(UserException.class, () -> WeightFormats.read(file));
    assertTrue(e.getMessage().contains("nothing.safetensors"), e.getMessage());
  }

  @Test
  void an_unknown_format_is_described() throws IOException {
    Path file =
        Files.write(folder.resolve("m.pth"), "PK\3\4 and more".getBytes(StandardCharsets.UTF_8));
    UserException e = assertThrows(UserException.class, () -> WeightFormats.read(file));
    assertTrue(e.getMessage().contains("a zip archive of another kind"), e.getMessage());
  }

  @Test
  void a_folder_without_a_model_is_refused() {
    UserException e = assertThrows(UserException.class, () -> WeightFormats.read(folder));
    assertTrue(e.getMessage().contains("model.json"), e.getMessage());
  }

  private interface Check {
    void run(String name, Sample sample) throws IOException;
  }

  private static Stream<DynamicTest> forEachFormat(Check check) {
    return SAMPLES.entrySet().stream()
        .map(e -> DynamicTest.dynamicTest(e.getKey(), () -> check.run(e.getKey(), e.getValue())));
  }
}
