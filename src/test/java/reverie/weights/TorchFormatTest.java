package reverie.weights;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import reverie.support.UserException;

/** PyTorch's checkpoints, as PyTorch 2.13 wrote them: src/test/python/samples.py. */
class TorchFormatTest {
  @TempDir Path folder;

  private static Weights read(String name) {
    return WeightFormats.read(Path.of("src/test/resources/weights", name));
  }

  private static String refusal(Path file) {
    UserException e = assertThrows(UserException.class, () -> WeightFormats.read(file));
    return e.getMessage() + " | " + e.hint();
  }

  @ParameterizedTest
  @ValueSource(strings = {"two.pth", "two-legacy.pth", "wrapped.pth", "two.npz", "packed.npz"})
  void two_arrays_are_read_back_equal(String name) {
    Weights weights = read(name);
    assertArrayEquals(new float[] {0, .5f, 1, 1.5f, 2, 2.5f}, weights.get("a", 2, 3).values());
    assertArrayEquals(new float[] {-1, 0, 1, 2}, weights.get("b", 4).values());
    assertEquals(2, weights.tensors().size());
  }

  @ParameterizedTest
  @ValueSource(strings = {"views.pth", "views-legacy.pth"})
  void views_of_storages_are_read_as_their_own_arrays(String name) {
    Weights weights = read(name);
    assertArrayEquals(
        new float[] {0, 4, 8, 1, 5, 9, 2, 6, 10, 3, 7, 11},
        weights.get("transposed", 4, 3).values());
    assertArrayEquals(new float[] {4, 5, 6, 7}, weights.get("part", 4).values());
    assertEquals(11, weights.get("shared", 12).values()[11]);
    assertArrayEquals(new float[] {1, 1}, weights.get("parameter", 2).values());
    assertArrayEquals(new float[] {.1f}, weights.get("double", 1).values());
    assertArrayEquals(new float[] {1.5f}, weights.get("bf16", 1).values());
    assertArrayEquals(new float[] {7}, weights.get("steps").values());
  }

  @Test
  void numpys_other_layouts_are_read_too() {
    Weights weights = read("kinds.npz");
    float[] a = {0, .5f, 1, 1.5f, 2, 2.5f};
    for (String name : new String[] {"fortran", "big", "double"}) {
      assertArrayEquals(a, weights.get(name, 2, 3).values(), name);
    }
    assertArrayEquals(new float[] {0, 1, 2}, weights.get("whole", 3).values());
    assertArrayEquals(new float[] {2}, weights.get("scalar").values());
  }

  @ParameterizedTest
  @CsvSource({
    "harm.pth, posix.system",
    "harm-legacy.pth, posix.system",
    "module.pth, torch.nn.modules.linear.Linear",
    "object.npz, '|O'"
  })
  void what_is_more_than_weights_is_refused_by_name(String name, String what) {
    String refusal = refusal(Path.of("src/test/resources/weights", name));
    assertTrue(refusal.contains(what), refusal);
    assertTrue(refusal.contains("Save "), refusal);
  }

  /** A pickle of these opcodes. */
  private static Object unpickled(String opcodes) {
    return new TorchUnpickler("p")
        .read(new ByteArrayInputStream(opcodes.getBytes(StandardCharsets.ISO_8859_1)));
  }

  @ParameterizedTest
  @CsvSource({
    "'\u0080\u0004\u008c\u0001aR.', 0x8c",
    "'cposix\nsystem\n.', 'posix.system'",
    "'i', 0x69",
    "'cnumpy\nndarray\n.', 'numpy.ndarray'",
    "'X\u00ff\u00ff\u00ff\u007fa.', 'at most'",
    "'}]K\u0001s.', 'dict key'",
    "'}(K\u0001K\u0002K\u0001K\u0003u.', twice",
    "'R', 'damaged'",
    "'', 'premature end'"
  })
  void opcodes_and_classes_that_no_state_dict_needs_are_refused(String opcodes, String what) {
    String text = opcodes.translateEscapes();
    UserException e = assertThrows(UserException.class, () -> unpickled(text));
    assertTrue(e.getMessage().contains(what), e.getMessage());
  }

  @Test
  void a_storage_of_another_length_than_the_pickle_says_is_refused() throws IOException {
    Path file = rewritten("two/data/0", new byte[20]);
    assertTrue(refusal(file).contains("expected 6 numbers of 4 bytes, found 20 bytes"));
  }

  @Test
  void a_name_that_leaves_the_archive_is_refused() throws IOException {
    Path file = archive(out -> put(out, "two/data.pkl", new byte[] {'.'}), "two/../../x");
    assertTrue(refusal(file).contains("expected a name inside the archive"), refusal(file));
  }

  @Test
  void a_zip_bomb_is_refused_before_memory_is_taken() throws IOException {
    Path file =
        archive(
            out -> {
              put(out, "two/data.pkl", new byte[] {'.'});
              out.putNextEntry(new ZipEntry("two/data/0"));
              for (int i = 0; i < 64; i++) {
                out.write(new byte[1 << 20]);
              }
            },
            "x");
    assertTrue(refusal(file).contains("a zip bomb"), refusal(file));
  }

  private interface Writing {
    void to(ZipOutputStream out) throws IOException;
  }

  private Path archive(Writing writing, String last) throws IOException {
    Path file = folder.resolve("archive.pth");
    try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(file))) {
      writing.to(out);
      put(out, last, new byte[1]);
    }
    return file;
  }

  private static void put(ZipOutputStream out, String name, byte[] bytes) throws IOException {
    out.putNextEntry(new ZipEntry(name));
    out.write(bytes);
    out.closeEntry();
  }

  /** two.pth with another entry instead of one of its own. */
  private Path rewritten(String entry, byte[] bytes) throws IOException {
    Map<String, byte[]> entries = new java.util.LinkedHashMap<>();
    try (var zip = new java.util.zip.ZipFile("src/test/resources/weights/two.pth")) {
      for (var one : java.util.Collections.list(zip.entries())) {
        entries.put(one.getName(), zip.getInputStream(one).readAllBytes());
      }
    }
    entries.put(entry, bytes);
    ByteArrayOutputStream whole = new ByteArrayOutputStream();
    try (ZipOutputStream out = new ZipOutputStream((OutputStream) whole)) {
      for (Map.Entry<String, byte[]> one : entries.entrySet()) {
        put(out, one.getKey(), one.getValue());
      }
    }
    return Files.write(folder.resolve("rewritten.pth"), whole.toByteArray());
  }
}
