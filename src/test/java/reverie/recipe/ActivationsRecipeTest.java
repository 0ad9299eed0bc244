package reverie.recipe;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import reverie.Shared;
import reverie.canvas.Canvases;
import reverie.canvas.Views;
import reverie.image.Picture;
import reverie.image.Pictures;
import reverie.objective.Goal;
import reverie.tensor.PictureTensors;
import reverie.weights.WeightFormats;
import reverie.weights.Weights;
import reverie.zoo.Models;

/** Activations and gradients of the network that is inside. */
class ActivationsRecipeTest {
  private static Session session;

  @BeforeAll
  static void open() {
    session = Session.open(Models.DEFAULT);
  }

  @AfterAll
  static void close() {
    session.close();
  }

  private static Map<String, Weights.Tensor> run(Picture picture, List<String> layers, Goal goal) {
    return new ActivationsRecipe()
        .run(picture, new ActivationsRecipe.Settings(layers, Optional.ofNullable(goal)), session);
  }

  @Test
  void it_gives_the_input_in_the_networks_range_and_each_layer_channels_first() {
    Picture photo = Photos.of(60, 50);
    Map<String, Weights.Tensor> found = run(photo, List.of("mixed0", "conv2d_1"), null);
    assertEquals(
        List.of("input", "activation/mixed0", "activation/conv2d_1"), List.copyOf(found.keySet()));
    assertArrayEquals(new long[] {1, 3, 50, 60}, found.get("input").shape());
    assertEquals(2 * photo.rgb()[17] - 1, found.get("input").values()[17], 1e-6);
    assertArrayEquals(new long[] {1, 32, 24, 29}, found.get("activation/conv2d_1").shape());
    assertArrayEquals(new long[] {1, 256, 3, 5}, found.get("activation/mixed0").shape());
  }

  @Test
  void an_activation_is_what_the_channel_objective_measures() {
    Picture photo = Photos.of(60, 50);
    Weights.Tensor layer = run(photo, List.of("mixed0"), null).get("activation/mixed0");
    double mean = 0;
    int positions = (int) (layer.shape()[2] * layer.shape()[3]);
    for (int i = 0; i < positions; i++) {
      mean += layer.values()[7 * positions + i] / positions;
    }
    assertEquals(mean, value(session.objective("channel:mixed0:7"), photo), 1e-5 * mean);
  }

  /** What the goal makes of a picture, not its loss. */
  private static double value(Goal goal, Picture picture) {
    return -new ImageLoss(
            Canvases.ALL.get("pixels").of(picture.height(), picture.width()),
            Views.none(),
            session.model().preprocessing().map(),
            session.network(),
            goal,
            0)
        .at(0)
        .at(PictureTensors.of(picture))
        .value();
  }

  @ParameterizedTest
  @CsvSource({
    "conv2d_2, 1e-4",
    "conv2d_1 - 20*tv, 1e-4",
    "-tv, 1e-4",
    "2*channel:conv2d_1:3 + 0.1*conv2d_2, 1e-4",
    "mixed0, 1e-5", // more rectifiers switch on the way
  })
  void the_gradient_is_that_of_the_objective_in_the_networks_range(String expression, double step) {
    Picture photo = Photos.of(60, 50);
    Goal goal = session.objective(expression);
    float[] gradient = run(photo, List.of("mixed0"), goal).get("gradient").values();
    double length = 0;
    for (float g : gradient) {
      length += (double) g * g;
    }
    length = Math.sqrt(length);
    for (int k = 0; k < 4; k++) {
      Random random = new Random(k);
      double[] direction = random.doubles(gradient.length, -1, 1).toArray();
      double difference =
          (value(goal, moved(photo, direction, step)) - value(goal, moved(photo, direction, -step)))
              / (2 * step);
      double expected = 0;
      for (int i = 0; i < gradient.length; i++) {
        expected += 2 * gradient[i] * direction[i]; // [-1, 1] is twice as long as [0, 1]
      }
      assertEquals(expected, difference, 0.05 * length, "along " + k);
    }
  }

  private static Picture moved(Picture picture, double[] direction, double step) {
    float[] rgb = picture.rgb().clone();
    for (int i = 0; i < rgb.length; i++) {
      rgb[i] += (float) (step * direction[i]);
    }
    return picture.withRgb(rgb);
  }

  @Test
  void numbers_are_those_of_the_other_implementation() {
    Weights reference = WeightFormats.read(Shared.file("reference/trunk-cat.safetensors"));
    Picture photo = Pictures.read(Shared.file("reference/trunk-cat.png"));
    List<String> layers = new ArrayList<>();
    for (String name : reference.names()) {
      if (name.startsWith("activation/")) {
        layers.add(name.substring("activation/".length()));
      }
    }
    assertFalse(layers.isEmpty());

    Map<String, Weights.Tensor> found = run(photo, layers, session.objective("mixed3 + mixed5"));

    for (String name : reference.names()) {
      Weights.Tensor expected = reference.named(name);
      assertArrayEquals(expected.shape(), found.get(name).shape(), name);
      if (name.equals("gradient")) {
        double cosine = cosine(expected.values(), found.get(name).values());
        assertTrue(cosine > 0.9999, "gradient: cosine " + cosine);
      } else {
        double error = relative(expected.values(), found.get(name).values());
        assertTrue(error < 1e-4, name + ": " + error);
      }
    }
  }

  private static double relative(float[] expected, float[] found) {
    double difference = 0;
    double size = 0;
    for (int i = 0; i < expected.length; i++) {
      difference += Math.pow((double) found[i] - expected[i], 2);
      size += Math.pow(expected[i], 2);
    }
    return Math.sqrt(difference / size);
  }

  private static double cosine(float[] a, float[] b) {
    double ab = 0;
    double aa = 0;
    double bb = 0;
    for (int i = 0; i < a.length; i++) {
      ab += (double) a[i] * b[i];
      aa += (double) a[i] * a[i];
      bb += (double) b[i] * b[i];
    }
    return ab / Math.sqrt(aa * bb);
  }
}
