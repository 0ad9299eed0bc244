package reverie.recipe;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import reverie.network.Activation;
import reverie.network.Concat;
import reverie.network.Convolution;
import reverie.network.Graph;
import reverie.network.Pooling;
import reverie.network.Window;

/**
 * The two networks that the engine's speed is measured on, with random weights (He et al. 2015): a
 * run takes no file.
 */
public enum Workload {
  /** VGG-19 to relu5_1: Gram losses on relu1_1 ... relu5_1, content loss on relu4_2. */
  STYLE,
  /** GoogLeNet to inception_4c, without response normalisation: the sum of squares there. */
  DREAM;

  private static final int[][] VGG_19 = {
    {64, 64}, {128, 128}, {256, 256, 256, 256}, {512, 512, 512, 512}, {512}
  };

  /** Layers with a Gram loss. */
  static final List<String> GRAM_LAYERS =
      List.of("relu1_1", "relu2_1", "relu3_1", "relu4_1", "relu5_1");

  /** The layer with the content loss. */
  static final String CONTENT_LAYER = "relu4_2";

  /** The layer dreamt of. */
  static final String DREAM_LAYER = "inception_4c";

  /** The layers that its loss reads. */
  Set<String> layers() {
    if (this == DREAM) {
      return Set.of(DREAM_LAYER);
    }
    Set<String> layers = new LinkedHashSet<>(GRAM_LAYERS);
    layers.add(CONTENT_LAYER);
    return layers;
  }

  /** The network. */
  Graph graph(long seed) {
    Weights weights = new Weights(new Random(seed));
    return this == STYLE ? vgg19(weights) : googLeNet(weights);
  }

  private static Graph vgg19(Weights weights) {
    Graph.Builder graph = Graph.from("image", 3);
    int channels = 3;
    for (int block = 0; block < VGG_19.length; block++) {
      if (block > 0) {
        graph.add(
            "pool" + block, new Pooling(Pooling.Type.MAX, Window.square(2, 2, 0), false, false));
      }
      for (int i = 0; i < VGG_19[block].length; i++) {
        int out = VGG_19[block][i];
        graph.add("relu" + (block + 1) + "_" + (i + 1), weights.convolution(channels, out, 3, 1));
        channels = out;
      }
    }
    return graph.build();
  }

  private static Graph googLeNet(Weights weights) {
    Pooling halve = new Pooling(Pooling.Type.MAX, Window.square(3, 2, 0), true, false);
    Graph.Builder graph =
        Graph.from("image", 3)
            .add("conv1", weights.convolution(3, 64, 7, 2))
            .add("pool1", halve)
            .add("conv2_reduce", weights.convolution(64, 64, 1, 1))
            .add("conv2", weights.convolution(64, 192, 3, 1))
            .add("pool2", halve);
    inception(graph, weights, "inception_3a", 192, 64, 96, 128, 16, 32, 32);
    inception(graph, weights, "inception_3b", 256, 128, 128, 192, 32, 96, 64);
    graph.add("pool3", halve);
    inception(graph, weights, "inception_4a", 480, 192, 96, 208, 16, 48, 64);
    inception(graph, weights, "inception_4b", 512, 160, 112, 224, 24, 64, 64);
    inception(graph, weights, "inception_4c", 512, 128, 128, 256, 24, 64, 64);
    return graph.build();
  }

  /**
   * Szegedy et al. 2015, figure 2b: 1x1, reduced 3x3, reduced 5x5, and pooled branches side by
   * side.
   */
  private static void inception(
      Graph.Builder graph,
      Weights w,
      String name,
      int in,
      int one,
      int reduce3,
      int three,
      int reduce5,
      int five,
      int pooled) {
    String from = graph.last();
    List<String> branches = new ArrayList<>();
    graph.add(name + "_1x1", w.convolution(in, one, 1, 1), from);
    branches.add(graph.last());
    graph.add(name + "_3x3_reduce", w.convolution(in, reduce3, 1, 1), from);
    graph.add(name + "_3x3", w.convolution(reduce3, three, 3, 1));
    branches.add(graph.last());
    graph.add(name + "_5x5_reduce", w.convolution(in, reduce5, 1, 1), from);
    graph.add(name + "_5x5", w.convolution(reduce5, five, 5, 1));
    branches.add(graph.last());
    graph.add(
        name + "_pool", new Pooling(Pooling.Type.MAX, Window.square(3, 1, 1), false, false), from);
    graph.add(name + "_pool_proj", w.convolution(in, pooled, 1, 1));
    branches.add(graph.last());
    graph.add(name, new Concat(), branches.toArray(String[]::new));
  }

  /** Draws He-normal kernels, without bias. */
  private record Weights(Random random) {
    Convolution convolution(int in, int out, int kernel, int stride) {
      float[] kernels = new float[out * in * kernel * kernel];
      double deviation = Math.sqrt(2.0 / (in * kernel * kernel));
      for (int i = 0; i < kernels.length; i++) {
        kernels[i] = (float) (random.nextGaussian() * deviation);
      }
      Window window = Window.square(kernel, stride, kernel / 2);
      return new Convolution(in, out, 1, window, kernels, new float[out], Activation.RELU);
    }
  }
}
