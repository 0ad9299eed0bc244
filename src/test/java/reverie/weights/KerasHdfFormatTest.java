package reverie.weights;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;
import reverie.support.UserException;

/** Keras' HDF5 files, as h5py wrote them: src/test/python/samples.py. */
class KerasHdfFormatTest {
  private static Path file(String name) {
    return Path.of("src/test/resources/weights", name);
  }

  @Test
  void weights_alone_are_read_back_equal() {
    Weights weights = WeightFormats.read(file("two.h5"));
    assertArrayEquals(
        new float[] {0, .5f, 1, 1.5f, 2, 2.5f}, weights.get("a/kernel", 2, 3).values());
    assertArrayEquals(new float[] {-1, 0, 1, 2}, weights.get("b/bias", 4).values());
  }

  @Test
  void keras_1_names_become_keras_2_names_and_packed_chunks_are_read() {
    Weights weights = WeightFormats.read(file("old.h5"));
    assertEquals(Set.of("block1_conv1/kernel", "block1_conv1/bias"), weights.names());
    assertEquals(299, weights.get("block1_conv1/bias", 300).values()[299]);
  }

  @Test
  void a_whole_model_has_its_topology_and_not_the_optimisers_state() {
    Checkpoint whole = WeightFormats.open(file("whole.h5"));
    LayersModel model = assertInstanceOf(LayersModel.class, whole);
    assertEquals("tiny", model.topology().path("config").path("name").asText());
    assertEquals(4, model.weights().tensors().size());
  }

  @Test
  void a_link_to_another_file_is_refused() {
    UserException e = assertThrows(UserException.class, () -> WeightFormats.read(file("link.h5")));
    assertTrue(e.getMessage().contains("'b' is a link"), e.getMessage());
  }
}
