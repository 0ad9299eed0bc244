package reverie.zoo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import reverie.image.Picture;
import reverie.network.EngineOptions;
import reverie.network.ForwardPass;
import reverie.objective.Evaluation;
import reverie.objective.MomentDistances;
import reverie.objective.Moments;
import reverie.objective.StyleLoss;
import reverie.recipe.RunContext;
import reverie.recipe.Session;
import reverie.recipe.Style;
import reverie.recipe.StylizeRecipe;
import reverie.recipe.StylizeSettings;
import reverie.recipe.StylizeSettings.Schedule;
import reverie.weights.Checkpoint;
import reverie.weights.Weights;

/**
 * Style losses on VGG-19 of random weights in torchvision's layout: activations, Gram losses and
 * gradients against plain float64 loops that share no code with the product.
 */
class VggStyleTest {
  private static final int SIDE = 16;
  private static final Map<String, String> LAYERS = new LinkedHashMap<>();

  static {
    LAYERS.put("relu1_1", "features.0");
    LAYERS.put("relu2_1", "features.5");
    LAYERS.put("relu3_1", "features.10");
  }

  /** Modules up to relu3_1; 0 is a pooling. */
  private static final String[] MODULES = {
    "features.0", "features.2", "pool", "features.5", "features.7", "pool", "features.10"
  };

  private record Maps(int channels, int side, double[] values) {}

  private static Weights weights() {
    Drawn vgg = (Drawn) Architectures.ALL.get("vgg19");
    return MadeUp.weights(vgg.dialects().get(0).design(), false);
  }

  private static Model model(Weights weights) {
    return ((Drawn) Architectures.ALL.get("vgg19")).load(new Checkpoint.Arrays(weights));
  }

  private static Maps convolution(Maps in, Weights.Tensor kernels, float[] bias) {
    int out = (int) kernels.shape()[0];
    double[] result = new double[out * in.side() * in.side()];
    for (int o = 0; o < out; o++) {
      for (int y = 0; y < in.side(); y++) {
        for (int x = 0; x < in.side(); x++) {
          double sum = bias[o];
          for (int c = 0; c < in.channels(); c++) {
            for (int k = 0; k < 9; k++) {
              int sy = y + k / 3 - 1;
              int sx = x + k % 3 - 1;
              if (sy >= 0 && sx >= 0 && sy < in.side() && sx < in.side()) {
                sum +=
                    kernels.values()[(o * in.channels() + c) * 9 + k]
                        * in.values()[(c * in.side() + sy) * in.side() + sx];
              }
            }
          }
          result[(o * in.side() + y) * in.side() + x] = Math.max(0, sum);
        }
      }
    }
    return new Maps(out, in.side(), result);
  }

  private static Maps pool(Maps in) {
    int side = in.side() / 2;
    double[] result = new double[in.channels() * side * side];
    for (int i = 0; i < result.length; i++) {
      int c = i / (side * side);
      int at = (c * in.side() + i / side % side * 2) * in.side() + i % side * 2;
      result[i] =
          Math.max(
              Math.max(in.values()[at], in.values()[at + 1]),
              Math.max(in.values()[at + in.side()], in.values()[at + in.side() + 1]));
    }
    return new Maps(in.channels(), side, result);
  }

  private static Map<String, Maps> forward(double[] image, Weights weights) {
    Map<String, Maps> all = new LinkedHashMap<>();
    Maps at = new Maps(3, SIDE, image);
    for (String module : MODULES) {
      at =
          module.equals("pool")
              ? pool(at)
              : convolution(
                  at, weights.named(module + ".weight"), weights.named(module + ".bias").values());
      all.put(module, at);
    }
    return all;
  }

  private static double[] gram(Maps maps) {
    int positions = maps.side() * maps.side();
    int c = maps.channels();
    double[] gram = new double[c * c];
    for (int i = 0; i < c; i++) {
      for (int j = 0; j < c; j++) {
        for (int p = 0; p < positions; p++) {
          gram[i * c + j] +=
              maps.values()[i * positions + p] * maps.values()[j * positions + p] / positions;
        }
      }
    }
    return gram;
  }

  /** mean|G - T| / mean|T|, summed over the layers. */
  private static double loss(Map<String, Maps> of, Map<String, Maps> style) {
    double sum = 0;
    for (String module : LAYERS.values()) {
      double[] g = gram(of.get(module));
      double[] t = gram(style.get(module));
      double difference = 0;
      double size = 0;
      for (int i = 0; i < g.length; i++) {
        difference += Math.abs(g[i] - t[i]);
        size += Math.abs(t[i]);
      }
      sum += difference / size;
    }
    return sum;
  }

  private static double[] image(String name) {
    float[] noise = MadeUp.noise(name, 3 * SIDE * SIDE);
    double[] values = new double[noise.length];
    for (int i = 0; i < noise.length; i++) {
      values[i] = noise[i];
    }
    return values;
  }

  private static INDArray array(double[] image) {
    float[] floats = new float[image.length];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = (float) image[i];
    }
    return Nd4j.createFromArray(floats).reshape(1, 3, SIDE, SIDE);
  }

  @Test
  void activations_gram_losses_and_gradients_are_those_of_float64_loops() {
    Weights weights = weights();
    double[] picture = image("picture");
    Map<String, Maps> expected = forward(picture, weights);
    Map<String, Maps> style = forward(image("style"), weights);
    Set<String> taps = LAYERS.keySet();
    try (Session session = Session.open(model(weights), EngineOptions.DEFAULT)) {
      Map<String, Moments> targets = new LinkedHashMap<>();
      try (ForwardPass pass = session.network().forward(array(image("style")), taps)) {
        taps.forEach(layer -> targets.put(layer, Moments.of(pass.activations().of(layer))));
      }
      double loss = 0;
      Map<String, INDArray> gradients = new LinkedHashMap<>();
      INDArray gradient;
      try (ForwardPass pass = session.network().forward(array(picture), taps)) {
        for (String layer : taps) {
          double[] values = expected.get(LAYERS.get(layer)).values();
          INDArray found = pass.activations().channelsFirst(layer);
          float[] floats = found.reshape(found.length()).toFloatVector();
          double largest = 0;
          double off = 0;
          for (int i = 0; i < values.length; i++) {
            largest = Math.max(largest, values[i]);
            off = Math.max(off, Math.abs(values[i] - floats[i]));
          }
          assertTrue(off < 1e-5 * largest, layer + " is off by " + off + " of " + largest);
          var distance = MomentDistances.ALL.get("gram").to(targets.get(layer));
          Evaluation evaluation = new StyleLoss(layer, distance).evaluate(pass.activations());
          loss += evaluation.value();
          gradients.put(layer, evaluation.gradients().get(layer));
        }
        gradient = pass.backward(gradients);
      }
      assertEquals(loss(expected, style), loss, 1e-4);
      float[] found = gradient.reshape(gradient.length()).toFloatVector();
      double largest = gradient.normmaxNumber().doubleValue();
      for (int pixel : new int[] {5, 100, 301, 444, 700}) {
        double step = 1e-6;
        double[] moved = picture.clone();
        moved[pixel] += step;
        double above = loss(forward(moved, weights), style);
        moved[pixel] -= 2 * step;
        double below = loss(forward(moved, weights), style);
        assertEquals((above - below) / (2 * step), found[pixel], 0.01 * largest, "pixel " + pixel);
      }
    }
  }

  @Test
  void layers_by_the_papers_names_paint_within_masks() {
    float[] rgb = new float[3 * 48 * 48];
    float[] half = new float[rgb.length];
    for (int i = 0; i < rgb.length; i++) {
      rgb[i] = 0.5f + 0.3f * (float) Math.sin(i * 0.7);
      half[i] = i % 48 < 24 ? 1 : 0;
    }
    Picture photo = Picture.of(48, 48, rgb);
    Style style = new Style(photo, 1, Optional.of(Picture.of(48, 48, half)));
    StylizeSettings settings =
        StylizeSettings.DEFAULT.with(Schedule.DEFAULT.withScalesAndSteps(1, 2, 1));
    try (Session session = Session.open(model(weights()), EngineOptions.DEFAULT)) {
      var result = new StylizeRecipe().run(photo, List.of(style), settings, RunContext.of(session));
      assertTrue(result.completed());
      assertEquals(rgb[47], result.picture().rgb()[47], 0);
    }
  }
}
