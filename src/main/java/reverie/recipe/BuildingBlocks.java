package reverie.recipe;

import java.util.Set;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import reverie.network.Activation;
import reverie.network.Convolution;
import reverie.network.EngineOptions;
import reverie.network.Flatten;
import reverie.network.ForwardPass;
import reverie.network.Graph;
import reverie.network.Network;
import reverie.network.Pooling;
import reverie.network.Window;
import reverie.network.engine.Networks;

/**
 * What a convolutional network is made of, on pictures that can be followed with a pencil; every
 * number is computed by the engine.
 */
public final class BuildingBlocks {
  /** Side of the filters. */
  public static final int KERNEL = 3;

  private static final double[][] PICTURE = {
    {1, 0, 0, 0, 0, 1},
    {0, 1, 0, 0, 1, 0},
    {0, 0, 1, 1, 0, 0},
    {1, 0, 0, 0, 1, 0},
    {0, 1, 0, 0, 1, 0},
    {0, 0, 1, 0, 1, 0}
  };

  private static final double[][][] FILTERS = {
    {{1, -1, -1}, {-1, 1, -1}, {-1, -1, 1}}, {{-1, 1, -1}, {-1, 1, -1}, {-1, 1, -1}}
  };

  private final EngineOptions engine;

  /** Computed as the options say. */
  public BuildingBlocks(EngineOptions engine) {
    this.engine = engine;
  }

  /** The picture, 6x6. */
  public static double[][] picture() {
    return copy(PICTURE);
  }

  /** A filter of 3x3, 0 or 1: a falling diagonal, a vertical line. */
  public static double[][] filter(int index) {
    return copy(FILTERS[index]);
  }

  /** A colour picture: the picture, its mirror image, and their sum's opposite. */
  public static double[][][] colours() {
    double[][] mirrored = copy(PICTURE);
    double[][] neither = copy(PICTURE);
    for (int y = 0; y < PICTURE.length; y++) {
      for (int x = 0; x < PICTURE.length; x++) {
        mirrored[y][x] = PICTURE[y][PICTURE.length - 1 - x];
        neither[y][x] = 1 - Math.max(PICTURE[y][x], mirrored[y][x]);
      }
    }
    return new double[][][] {copy(PICTURE), mirrored, neither};
  }

  /** A filter for colours, 3x3x3: one of 3x3 for each colour. */
  public static double[][][] colourFilter() {
    return new double[][][] {filter(0), filter(1), filter(0)};
  }

  private static double[][] copy(double[][] numbers) {
    double[][] copy = new double[numbers.length][];
    for (int i = 0; i < copy.length; i++) {
      copy[i] = numbers[i].clone();
    }
    return copy;
  }

  /** What a filter makes of the picture. */
  public double[][] map(int filter, int stride) {
    return run(
        new double[][][] {PICTURE}, convolution(new double[][][] {FILTERS[filter]}, stride), "map");
  }

  /** What the colour filter makes of the colour picture, at stride 1. */
  public double[][] colourMap() {
    return run(colours(), convolution(colourFilter(), 1), "map");
  }

  /** The largest number of each 2x2 of a filter's map at stride 1. */
  public double[][] pooled(int filter) {
    return run(
        new double[][][] {PICTURE}, pooling(new double[][][] {FILTERS[filter]}).build(), "pooled");
  }

  /** The pooled maps of both filters, one after the other. */
  public double[] flattened() {
    float[] kernels = new float[2 * KERNEL * KERNEL];
    for (int f = 0; f < 2; f++) {
      fill(kernels, f * KERNEL * KERNEL, FILTERS[f]);
    }
    Graph graph =
        pooled(Graph.from("picture", 1).add("map", convolution(1, 2, kernels, 1)))
            .add("flat", new Flatten(true))
            .build();
    return rowMajor(new double[][][] {PICTURE}, graph, "flat");
  }

  private static Graph convolution(double[][][] filter, int stride) {
    return Graph.from("picture", filter.length).add("map", operation(filter, stride)).build();
  }

  private static Graph.Builder pooling(double[][][] filter) {
    return pooled(Graph.from("picture", filter.length).add("map", operation(filter, 1)));
  }

  private static Graph.Builder pooled(Graph.Builder graph) {
    return graph.add("pooled", new Pooling(Pooling.Type.MAX, Window.square(2, 2, 0), false, false));
  }

  private static Convolution operation(double[][][] filter, int stride) {
    float[] kernels = new float[filter.length * KERNEL * KERNEL];
    for (int c = 0; c < filter.length; c++) {
      fill(kernels, c * KERNEL * KERNEL, filter[c]);
    }
    return convolution(filter.length, 1, kernels, stride);
  }

  private static Convolution convolution(int in, int out, float[] kernels, int stride) {
    return new Convolution(
        in, out, 1, Window.square(KERNEL, stride, 0), kernels, new float[out], Activation.IDENTITY);
  }

  private static void fill(float[] to, int at, double[][] numbers) {
    for (double[] row : numbers) {
      for (double number : row) {
        to[at++] = (float) number;
      }
    }
  }

  private double[][] run(double[][][] picture, Graph graph, String layer) {
    double[] all = rowMajor(picture, graph, layer);
    int side = (int) Math.round(Math.sqrt(all.length));
    double[][] result = new double[side][side];
    for (int i = 0; i < all.length; i++) {
      result[i / side][i % side] = all[i];
    }
    return result;
  }

  private double[] rowMajor(double[][][] picture, Graph graph, String layer) {
    int side = picture[0].length;
    float[] planes = new float[picture.length * side * side];
    for (int c = 0; c < picture.length; c++) {
      fill(planes, c * side * side, picture[c]);
    }
    INDArray image = Nd4j.createFromArray(planes).reshape(1, picture.length, side, side);
    try (Network network = Networks.compile(graph, engine);
        ForwardPass pass = network.forward(image, Set.of(layer))) {
      float[] numbers = pass.activations().channelsFirst(layer).reshape(-1).toFloatVector();
      double[] result = new double[numbers.length];
      for (int i = 0; i < result.length; i++) {
        result[i] = numbers[i];
      }
      return result;
    }
  }
}
