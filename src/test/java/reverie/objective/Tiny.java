package reverie.objective;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import reverie.network.Activation;
import reverie.network.Activations;
import reverie.network.Concat;
import reverie.network.Convolution;
import reverie.network.Flatten;
import reverie.network.Graph;
import reverie.network.Window;

/** A tiny model and random activations of it, for tests. */
final class Tiny {
  /** mixed4 has 5 channels, mixed5 has 4 + 5, "block-1/conv+bn" 4, logits 10. */
  static final Graph GRAPH =
      Graph.from("input", 3)
          .add("block-1/conv+bn", convolution(3, 4))
          .add("mixed4", convolution(4, 5))
          .add("mixed5", new Concat(), "block-1/conv+bn", "mixed4")
          .add("tail-", convolution(9, 2))
          .add("2.conv", convolution(2, 4))
          .add("tv", convolution(4, 4))
          .add("dense:0", new Flatten(false))
          .add("logits", convolution(9, 10), "mixed5")
          .build();

  /** Of the ten classes; two are cranes. */
  static final List<String> LABELS =
      List.of(
          "tench, Tinca tinca",
          "school bus",
          "crane",
          "tabby, tabby cat",
          "espresso",
          "Egyptian cat",
          "crane",
          "3",
          "stupa, tope",
          "lotion");

  private Tiny() {}

  private static Convolution convolution(int in, int out) {
    return new Convolution(
        in,
        out,
        1,
        Window.square(1, 1, 0),
        new float[in * out],
        new float[out],
        Activation.IDENTITY);
  }

  /** A context whose pictures are random features of 3x2 positions, the same for the same words. */
  static ObjectiveContext context() {
    return context(
        path -> random(DataType.FLOAT, path.toString().hashCode(), 1, 3, 2, 5).muli(0.5));
  }

  static ObjectiveContext context(Function<Path, INDArray> features) {
    return new ObjectiveContext() {
      @Override
      public Graph graph() {
        return GRAPH;
      }

      @Override
      public List<String> labels() {
        return LABELS;
      }

      @Override
      public INDArray features(Path picture, String layer) {
        return features.apply(picture);
      }
    };
  }

  /** Random activations of n pictures for layers of the tiny model, and the image. */
  static Activations activations(DataType type, int n, long seed) {
    Map<String, INDArray> all = new HashMap<>();
    all.put("mixed4", random(type, seed, n, 2, 3, 5));
    all.put("mixed5", random(type, seed + 1, n, 2, 3, 9));
    all.put("logits", random(type, seed + 3, n, 1, 1, 10));
    all.put(Objective.IMAGE, random(type, seed + 2, n, 3, 3, 4).muli(0.2).addi(0.5));
    return new Activations(all);
  }

  /** Numbers of N(0, 1). */
  static INDArray random(DataType type, long seed, long... shape) {
    Random random = new Random(seed);
    INDArray result = Nd4j.create(type, shape);
    INDArray flat = result.reshape(result.length());
    for (long i = 0; i < flat.length(); i++) {
      flat.putScalar(i, random.nextGaussian());
    }
    return result;
  }

  /** Those numbers in that shape, float64. */
  static INDArray array(long[] shape, double... values) {
    return Nd4j.createFromArray(values).reshape(shape);
  }

  /** Activations of one layer. */
  static Activations of(String layer, INDArray array) {
    return new Activations(Map.of(layer, array));
  }
}
