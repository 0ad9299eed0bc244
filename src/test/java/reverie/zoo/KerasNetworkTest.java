package reverie.zoo;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reverie.network.Activation;
import reverie.network.ChannelAffine;
import reverie.network.Convolution;
import reverie.network.Dense;
import reverie.network.Graph;
import reverie.network.Pooling;
import reverie.network.Softmax;
import reverie.network.Window;
import reverie.support.UserException;
import reverie.weights.LayersModel;
import reverie.weights.Mutations;

class KerasNetworkTest {
  private static final String CONV_3X3 =
      "\"kernel_size\":[3,3],\"strides\":[1,1],\"padding\":\"same\",\"use_bias\":false";

  @TempDir Path folder;

  private static float[] image(int size) {
    float[] image = new float[size];
    Random random = new Random(3);
    for (int i = 0; i < size; i++) {
      image[i] = random.nextFloat() * 2 - 1;
    }
    return image;
  }

  private String refusal(TinyKeras model) {
    return assertThrows(UserException.class, () -> model.graph(folder)).getMessage();
  }

  private static TinyKeras normalised(String... outputs) {
    return TinyKeras.input(4, 5, 2)
        .layer("Conv2D", "conv", CONV_3X3, "image")
        .weight("conv/kernel", 3, 3, 2, 3)
        .norm("norm", 3, "conv")
        .layer("Activation", "act", "\"activation\":\"relu\"", "norm")
        .layer("MaxPooling2D", "pool", "\"pool_size\":[2,2]", "act")
        .outputs(outputs);
  }

  @Test
  void convolution_norm_and_activation_become_one_node_of_the_convolutions_name() {
    Graph graph = normalised("pool").graph(folder);
    assertEquals(List.of("conv", "pool"), graph.layerNames());
    assertEquals(List.of("conv"), graph.node("pool").inputs());
    Convolution conv = assertInstanceOf(Convolution.class, graph.node("conv").operation());
    assertEquals(Activation.RELU, conv.activation());
  }

  @Test
  void a_convolution_that_something_else_sees_keeps_its_norm_apart() {
    Graph graph = normalised("pool", "conv").graph(folder);
    assertEquals(List.of("conv", "norm", "act", "pool"), graph.layerNames());
    assertInstanceOf(ChannelAffine.class, graph.node("norm").operation());
  }

  @Test
  void a_folded_norm_computes_what_the_norm_computes() {
    float[] image = image(2 * 4 * 5);
    float[] folded = LoopNetwork.run(normalised("pool").graph(folder), image, 4, 5).get("conv");
    float[] apart =
        LoopNetwork.run(normalised("pool", "conv").graph(folder), image, 4, 5).get("act");
    assertArrayEquals(apart, folded, 1e-5f);
  }

  @Test
  void a_norm_is_gamma_times_the_standardised_value_plus_beta() {
    TinyKeras model = TinyKeras.input(1, 1, 2).norm("norm", 2, "image");
    float[] out = LoopNetwork.run(model.graph(folder), new float[] {0.3f, -2}, 1, 1).get("norm");
    for (int c = 0; c < 2; c++) {
      double expected =
          model.values("norm/gamma")[c]
                  * ((c == 0 ? 0.3f : -2) - model.values("norm/moving_mean")[c])
                  / Math.sqrt(model.values("norm/moving_variance")[c] + 0.01)
              + model.values("norm/beta")[c];
      assertEquals(expected, out[c], 1e-5);
    }
  }

  @Test
  void a_kernel_is_height_width_in_out() {
    TinyKeras model =
        TinyKeras.input(4, 6, 2)
            .layer(
                "Conv2D",
                "conv",
                "\"filters\":3,\"kernel_size\":[2,3],\"strides\":[2,1],\"padding\":\"valid\"",
                "image")
            .weight("conv/kernel", 2, 3, 2, 3)
            .weight("conv/bias", 3);
    float[] image = image(2 * 4 * 6);
    float[] kernel = model.values("conv/kernel");

    float[] out = LoopNetwork.run(model.graph(folder), image, 4, 6).get("conv");

    assertEquals(3 * 2 * 4, out.length);
    for (int o = 0; o < 3; o++) {
      for (int y = 0; y < 2; y++) {
        for (int x = 0; x < 4; x++) {
          double sum = model.values("conv/bias")[o];
          for (int h = 0; h < 2; h++) {
            for (int w = 0; w < 3; w++) {
              for (int i = 0; i < 2; i++) {
                sum +=
                    kernel[((h * 3 + w) * 2 + i) * 3 + o] * image[(i * 4 + 2 * y + h) * 6 + x + w];
              }
            }
          }
          assertEquals(sum, out[(o * 2 + y) * 4 + x], 1e-5);
        }
      }
    }
  }

  @Test
  void a_depthwise_kernel_keeps_the_channels_apart() {
    TinyKeras model =
        TinyKeras.input(1, 1, 2)
            .layer("DepthwiseConv2D", "deep", "\"kernel_size\":[1,1],\"use_bias\":false", "image")
            .weight("deep/depthwise_kernel", new float[] {1, 2, 3, 4}, 1, 1, 2, 2);
    float[] out = LoopNetwork.run(model.graph(folder), new float[] {10, 100}, 1, 1).get("deep");
    assertArrayEquals(new float[] {10, 20, 300, 400}, out);
  }

  @Test
  void branches_join_in_the_order_of_their_inputs() {
    TinyKeras model =
        TinyKeras.input(3, 3, 1)
            .layer("MaxPooling2D", "most", "\"pool_size\":3,\"strides\":null", "image")
            .layer(
                "AveragePooling2D",
                "mean",
                "\"pool_size\":[3,3],\"strides\":[2,2],\"padding\":\"same\"",
                "image")
            .layer("MaxPooling2D", "first", "\"pool_size\":[2,2],\"strides\":[3,3]", "mean")
            .layer("Concatenate", "both", "\"axis\":-1", "first", "most");
    float[] image = {1, 2, 3, 4, 5, 6, 7, 8, 9};
    var values = LoopNetwork.run(model.graph(folder), image, 3, 3);
    // Same padding does not count: each corner is the mean of the four pixels that are there.
    assertArrayEquals(new float[] {3, 4, 6, 7}, values.get("mean"), 1e-6f);
    assertArrayEquals(new float[] {7, 9}, values.get("both"), 1e-6f);
  }

  @Test
  void a_sequential_classifier_ends_in_softmax_with_its_logits_before() {
    Graph graph =
        new TinyKeras()
            .sequential()
            .layer("Flatten", "flat", "\"batch_input_shape\":[null,1,2,2]")
            .layer("Dropout", "drop", "\"rate\":0.5")
            .layer("Dense", "class", "\"activation\":\"softmax\"")
            .weight("class/kernel", new float[] {1, 0, 0, 1, 0, 0, 2, 5}, 4, 2)
            .weight("class/bias", new float[] {0.5f, 0}, 2)
            .graph(folder);
    assertEquals(List.of("flat", "class/linear", "class"), graph.layerNames());
    assertInstanceOf(Softmax.class, graph.node("class").operation());
    assertArrayEquals(
        new float[] {1, 0, 0, 2, 0, 1, 0, 5},
        ((Dense) graph.node("class/linear").operation()).weights());
  }

  @Test
  void flattened_features_are_row_column_channel() {
    Graph graph = TinyKeras.input(1, 2, 2).layer("Flatten", "flat", "", "image").graph(folder);
    float[] out = LoopNetwork.run(graph, new float[] {1, 2, 10, 20}, 1, 2).get("flat");
    assertArrayEquals(new float[] {1, 10, 2, 20}, out);
  }

  @Test
  void an_activation_that_cannot_be_fused_has_the_layers_name() {
    Graph graph =
        TinyKeras.input(3, 3, 2)
            .layer("Conv2D", "conv", CONV_3X3 + ",\"activation\":\"swish\"", "image")
            .weight("conv/kernel", 3, 3, 2, 2)
            .graph(folder);
    assertEquals(List.of("conv/linear", "conv"), graph.layerNames());
  }

  @Test
  void keras_3_names_inputs_by_their_history() {
    String json =
        normalised("pool")
            .json()
            .replaceAll(
                "\\[\\[\\[\"(\\w+)\",0,0,\\{\\}\\]\\]\\]",
                "[{\"args\":[{\"class_name\":\"__keras_tensor__\",\"config\":"
                    + "{\"keras_history\":[\"$1\",0,0]}}],\"kwargs\":{}}]")
            .replace("batch_input_shape", "batch_shape")
            .replace("\"Model\"", "\"Functional\"");
    assertTrue(json.contains("keras_history"));
    TinyKeras model = normalised("pool");
    model.write(folder);
    Graph graph = graph(json);
    assertEquals(List.of("conv", "pool"), graph.layerNames());
  }

  private Graph graph(String json) {
    try {
      Path file = Files.writeString(folder.resolve("model.json"), json);
      return KerasNetwork.of(LayersModel.read(reverie.weights.Source.of(file)));
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static TinyKeras padded(String kind, String config) {
    return TinyKeras.input(6, 6, 1)
        .layer("Conv2D", "conv", CONV_3X3 + ",\"activation\":\"relu\"", "image")
        .weight("conv/kernel", 3, 3, 1, 1)
        .layer("ZeroPadding2D", "pad", "\"padding\":[[1,0],[2,1]]", "conv")
        .layer(kind, "next", config, "pad")
        .weight("next/kernel", 3, 3, 1, 1);
  }

  @Test
  void zero_padding_becomes_the_padding_of_the_next_convolution() {
    Graph graph =
        padded("Conv2D", "\"kernel_size\":3,\"padding\":\"valid\",\"use_bias\":false")
            .graph(folder);
    assertEquals(List.of("conv", "next"), graph.layerNames());
    assertEquals(
        new Window.Padding(1, 0, 2, 1, false),
        ((Convolution) graph.node("next").operation()).window().padding());
  }

  @Test
  void zeros_of_a_padding_layer_count_in_an_average() {
    Graph graph = padded("AveragePooling2D", "\"pool_size\":3").graph(folder);
    assertTrue(((Pooling) graph.node("next").operation()).countPadding());
  }

  @Test
  void zeros_of_a_padding_layer_never_win_a_maximum_after_a_relu() {
    Graph graph = padded("MaxPooling2D", "\"pool_size\":3").graph(folder);
    assertEquals(
        new Window.Padding(1, 0, 2, 1, false),
        ((Pooling) graph.node("next").operation()).window().padding());
  }

  @Test
  void zeros_that_could_win_a_maximum_are_refused() {
    TinyKeras model =
        TinyKeras.input(6, 6, 1)
            .layer("ZeroPadding2D", "pad", "\"padding\":1", "image")
            .layer("MaxPooling2D", "pool", "\"pool_size\":3", "pad");
    String message = refusal(model);
    assertTrue(message.contains("'pool'") && message.contains("ZeroPadding2D"), message);
  }

  @Test
  void zero_padding_before_anything_else_is_refused_by_name() {
    String message = refusal(padded("Activation", "\"activation\":\"relu\""));
    assertTrue(message.contains("'next'") && message.contains("'pad'"), message);
  }

  @Test
  void an_unknown_layer_class_is_named() {
    TinyKeras model = TinyKeras.input(3, 3, 1).layer("Lambda", "trick", "", "image");
    String message = refusal(model);
    assertTrue(message.contains("'trick'") && message.contains("'Lambda'"), message);
  }

  @Test
  void a_missing_weight_is_named() {
    TinyKeras model = TinyKeras.input(3, 3, 1).layer("Conv2D", "conv", CONV_3X3, "image");
    assertTrue(refusal(model).contains("'conv/kernel' is missing"));
  }

  @Test
  void channels_that_do_not_fit_are_refused_with_the_layer() {
    TinyKeras model =
        TinyKeras.input(3, 3, 5)
            .layer("Conv2D", "conv", CONV_3X3, "image")
            .weight("conv/kernel", 3, 3, 4, 2);
    String message = refusal(model);
    assertTrue(message.contains("'conv': expected 4 channels, found 5"), message);
  }

  @Test
  void a_variance_below_zero_is_refused() {
    TinyKeras model =
        TinyKeras.input(3, 3, 1)
            .norm("norm", 1, "image")
            .weight("norm/moving_variance", new float[] {-1}, 1);
    assertTrue(refusal(model).contains("'norm'"));
  }

  @Test
  void layers_in_a_circle_are_refused() {
    TinyKeras model =
        TinyKeras.input(3, 3, 1)
            .layer("Add", "a", "", "image", "b")
            .layer("Activation", "b", "\"activation\":\"relu\"", "a");
    assertTrue(refusal(model).contains("circle"));
  }

  @Test
  void layers_may_be_listed_in_any_order() {
    Graph graph =
        TinyKeras.input(3, 3, 1)
            .layer("Activation", "b", "\"activation\":\"tanh\"", "a")
            .layer("Activation", "a", "\"activation\":\"relu\"", "image")
            .graph(folder);
    assertEquals(List.of("a", "b"), graph.layerNames());
  }

  @Test
  void a_layer_that_is_used_twice_is_refused() {
    TinyKeras model =
        TinyKeras.input(3, 3, 1).layer("Activation", "a", "\"activation\":\"relu\"", "image");
    model.write(folder);
    String json = model.json().replace("[[[\"image\"", "[[[\"image\",0,0,{}]],[[\"image\"");
    UserException e = assertThrows(UserException.class, () -> graph(json));
    assertTrue(e.getMessage().contains("'a' is used 2 times"), e.getMessage());
  }

  @Test
  void damaged_topologies_are_read_or_refused() throws java.io.IOException {
    TinyKeras model =
        normalised("sum")
            .layer("ZeroPadding2D", "pad", "\"padding\":[[1,1],[1,1]]", "pool")
            .layer("AveragePooling2D", "mean", "\"pool_size\":[3,3],\"strides\":[1,1]", "pad")
            .layer("Add", "sum", "", "pool", "mean")
            .layer("UpSampling2D", "up", "\"size\":[2,2]", "sum")
            .layer("GlobalAveragePooling2D", "all", "", "up")
            .layer("Dense", "class", "\"activation\":\"softmax\",\"use_bias\":false", "all")
            .weight("class/kernel", 3, 2);
    model.write(folder);
    byte[] whole = model.json().getBytes(StandardCharsets.UTF_8);
    graph(model.json());
    int refused = 0;
    for (int seed = 0; seed < 1200; seed++) {
      byte[] damaged = Mutations.of(whole, seed);
      try {
        Files.write(folder.resolve("model.json"), damaged);
        KerasNetwork.of(LayersModel.read(reverie.weights.Source.of(folder.resolve("model.json"))));
      } catch (UserException e) {
        assertFalse(e.getMessage().contains("\n"), e.getMessage());
        refused++;
      } catch (RuntimeException | StackOverflowError e) {
        throw new AssertionError(
            "seed " + seed + ": " + new String(damaged, StandardCharsets.UTF_8), e);
      }
    }
    assertTrue(refused > 600, "only " + refused + " refused");
  }
}
