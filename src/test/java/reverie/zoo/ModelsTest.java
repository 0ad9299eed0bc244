package reverie.zoo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reverie.network.GlobalPooling;
import reverie.network.Graph;
import reverie.network.Pooling;
import reverie.support.UsageException;
import reverie.support.UserException;
import reverie.weights.Checkpoint;
import reverie.weights.Source;

class ModelsTest {
  @Test
  void an_unknown_model_lists_the_close_ones() {
    UsageException e = assertThrows(UsageException.class, () -> Models.load("inceptionv3"));
    assertEquals("Did you mean inception-v3?", e.hint());
  }

  @Test
  void weights_of_another_network_are_refused(@TempDir Path folder) {
    Source other =
        TinyKeras.input(3, 3, 3)
            .layer("Activation", "relu", "\"activation\":\"relu\"", "image")
            .write(folder);
    UserException e = assertThrows(UserException.class, () -> Models.load("inception-v3", other));
    assertTrue(e.getMessage().contains("not Keras' Inception v3"), e.getMessage());
  }

  @Test
  void an_architecture_without_weights_asks_for_them() {
    Architecture bare =
        new Architecture() {
          @Override
          public String name() {
            return "bare";
          }

          @Override
          public String description() {
            return "A network that comes without weights";
          }

          @Override
          public Optional<Source> embedded() {
            return Optional.empty();
          }

          @Override
          public Model load(Source weights) {
            throw new AssertionError();
          }

          @Override
          public Model load(Checkpoint checkpoint) {
            throw new AssertionError();
          }
        };
    UserException e = assertThrows(UserException.class, () -> Models.load(bare));
    assertTrue(e.getMessage().contains("'bare' comes without weights"), e.getMessage());
  }

  @Test
  void a_summary_has_shape_parameters_and_reach() {
    ModelSummary summary = ModelSummary.of(Models.load("inception-v3").graph(), 224, 160);
    ModelSummary.Layer stem = summary.layers().get(0);
    assertEquals(
        "conv2d_1 convolution 32x79x111 896",
        stem.name() + " " + stem.kind() + " " + stem.shape() + " " + stem.parameters());
    // conv2d_1: 3 pixels at stride 2; two 3x3 more: +4 +4; the pool: +4.
    ModelSummary.Layer pool = summary.layers().get(3);
    assertEquals("max_pooling2d_1", pool.name());
    assertEquals(new Reach(4, 15), pool.reach());
    assertEquals(
        summary.layers().stream().mapToLong(ModelSummary.Layer::parameters).sum(),
        summary.parameters());
  }

  @Test
  void a_global_layer_sees_the_whole_picture() {
    Graph graph =
        Graph.from("image", 3).add("mean", new GlobalPooling(Pooling.Type.AVERAGE)).build();
    assertTrue(ModelSummary.of(graph, 8, 8).layers().get(0).reach().whole());
  }

  @Test
  void a_picture_that_is_too_small_is_refused_with_the_layer() {
    Graph graph = Models.load("inception-v3").graph();
    UserException e = assertThrows(UserException.class, () -> ModelSummary.of(graph, 30, 30));
    assertTrue(e.getMessage().contains("30x30"), e.getMessage());
  }
}
