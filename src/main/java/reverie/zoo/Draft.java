package reverie.zoo;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import reverie.network.Activate;
import reverie.network.Activation;
import reverie.network.Add;
import reverie.network.ChannelAffine;
import reverie.network.Concat;
import reverie.network.Convolution;
import reverie.network.Dense;
import reverie.network.Flatten;
import reverie.network.GlobalPooling;
import reverie.network.Graph;
import reverie.network.LocalResponseNormalisation;
import reverie.network.Operation;
import reverie.network.Pooling;
import reverie.network.Window;
import reverie.weights.Weights;

/**
 * A network drawn layer by layer by a {@link Design}. A draft without weights only notes which
 * arrays the design asks for: so a checkpoint's architecture is told before anything is built.
 *
 * <p>Each method adds one layer after the one added last, or after those named, and returns its
 * name. PyTorch's layouts: kernels {@code [out, in / groups, h, w]}, matrices {@code [out, in]}.
 */
final class Draft {
  /** So many outputs as the array has: the classes of a last layer, which people retrain. */
  static final int ANY = -1;

  /** The name of the class scores before softmax, in every network. */
  static final String LOGITS = "logits";

  /**
   * An array that the design asks for.
   *
   * @param shape {@link #ANY} where any size is good
   * @param head whether it belongs to the classifier, which a checkpoint may lack as a whole
   */
  record Expected(String name, long[] shape, boolean head) {
    /** Whether that shape is as expected. */
    boolean fits(long[] found) {
      boolean fits = shape.length == found.length;
      for (int i = 0; fits && i < shape.length; i++) {
        fits = shape[i] == ANY ? found[i] > 0 : shape[i] == found[i];
      }
      return fits;
    }
  }

  private final Weights weights;
  private final boolean headless;
  private final Graph.Builder graph = Graph.from("input", 3);
  private final List<Expected> expected = new ArrayList<>();
  private double epsilon = 1e-5;
  private boolean head;

  private Draft(Weights weights, boolean headless) {
    this.weights = weights;
    this.headless = headless;
  }

  /** What a design asks for. */
  static List<Expected> expected(Design design) {
    Draft draft = new Draft(null, false);
    design.draw(draft);
    return draft.expected;
  }

  /**
   * The network of a design.
   *
   * @param headless whether the classifier is left out
   * @throws reverie.support.UserException if an array is missing or of another shape
   */
  static Graph graph(Design design, Weights weights, boolean headless) {
    Draft draft = new Draft(weights, headless);
    design.draw(draft);
    return draft.graph.build();
  }

  /** From here on batch norms add that to the variance; 1e-5 before. */
  void epsilon(double value) {
    epsilon = value;
  }

  /** From here on layers belong to the classifier. */
  void head() {
    head = true;
  }

  /** One more name of the layer added last. */
  void alias(String name) {
    if (adds()) {
      graph.alias(name);
    }
  }

  /** The name of the layer added last. */
  String last() {
    return graph.last();
  }

  private boolean adds() {
    return weights != null && !(head && headless);
  }

  /**
   * A convolution with bias, of the arrays {@code NAME.weight} and {@code NAME.bias}.
   *
   * @param in channels it reads
   * @param out channels it makes, or {@link #ANY}
   */
  String conv(String name, int in, int out, Window window, Activation then, String... from) {
    return conv(name, name, in, out, window, then, from);
  }

  /** As above, where the layer has another name than its arrays. */
  String conv(
      String name, String arrays, int in, int out, Window window, Activation then, String... from) {
    Weights.Tensor kernels = array(arrays + ".weight", kernel(in, out, 1, window));
    Weights.Tensor bias = array(arrays + ".bias", out);
    if (adds()) {
      int made = (int) kernels.shape()[0];
      add(name, new Convolution(in, made, 1, window, kernels.values(), bias.values(), then), from);
    }
    return name;
  }

  /** A convolution without bias and without activation. */
  String plainConv(String name, int in, int out, Window window, String... from) {
    Weights.Tensor kernels = array(name + ".weight", kernel(in, out, 1, window));
    if (adds()) {
      add(
          name,
          new Convolution(
              in, out, 1, window, kernels.values(), new float[out], Activation.IDENTITY),
          from);
    }
    return name;
  }

  /** A convolution without bias, then a batch norm that is folded into it. */
  String convNorm(
      String name,
      String norm,
      int in,
      int out,
      int groups,
      Window window,
      Activation then,
      String... from) {
    return convNorm(name, name, norm, false, in, out, groups, window, then, from);
  }

  /**
   * A convolution, then a batch norm that is folded into it.
   *
   * @param arrays of the convolution
   * @param norm name of the norm's arrays
   * @param biased whether the convolution has a bias too
   */
  String convNorm(
      String name,
      String arrays,
      String norm,
      boolean biased,
      int in,
      int out,
      int groups,
      Window window,
      Activation then,
      String... from) {
    Weights.Tensor kernels = array(arrays + ".weight", kernel(in, out, groups, window));
    Weights.Tensor bias = biased ? array(arrays + ".bias", out) : null;
    ChannelAffine affine = affine(norm, out);
    if (adds()) {
      float[] scaled = kernels.values().clone();
      float[] shift = affine.shift().clone();
      int each = scaled.length / out;
      for (int o = 0; o < out; o++) {
        float scale = affine.scale()[o];
        for (int i = o * each; i < (o + 1) * each; i++) {
          scaled[i] *= scale;
        }
        shift[o] += biased ? bias.values()[o] * scale : 0;
      }
      add(name, new Convolution(in, out, groups, window, scaled, shift, then), from);
    }
    return name;
  }

  /** A batch norm of its own, then an activation of its own. */
  String normThen(String name, String norm, int channels, Activation then, String... from) {
    ChannelAffine affine = affine(norm, channels);
    if (adds()) {
      add(norm, affine, from);
      graph.add(name, new Activate(then));
    }
    return name;
  }

  /** A matrix with bias. */
  String dense(String name, String arrays, int in, int out, Activation then) {
    Weights.Tensor matrix = array(arrays + ".weight", out, in);
    Weights.Tensor bias = array(arrays + ".bias", out);
    if (adds()) {
      int made = (int) matrix.shape()[0];
      add(name, new Dense(in, made, matrix.values(), bias.values(), then));
    }
    return name;
  }

  /** The largest of each window; {@code ceil}: a last, partial window counts. */
  String maxPool(String name, Window window, boolean ceil, String... from) {
    return add(name, new Pooling(Pooling.Type.MAX, window, ceil, false), from);
  }

  /** The mean of each window; zeros of the padding count. */
  String averagePool(String name, Window window, String... from) {
    return add(name, new Pooling(Pooling.Type.AVERAGE, window, false, true), from);
  }

  /** Each channel over a power of the mean square of its neighbours (Krizhevsky et al. 2012). */
  String responseNorm(String name, int channels, float alpha, float beta) {
    return add(name, new LocalResponseNormalisation(channels, alpha, beta, 1));
  }

  /** The mean of each map. */
  String globalAverage(String name) {
    return add(name, new GlobalPooling(Pooling.Type.AVERAGE));
  }

  /** Maps as one vector, channel by channel. */
  String flatten(String name) {
    return add(name, new Flatten(true));
  }

  /** Those one after another. */
  String concat(String name, String... from) {
    return add(name, new Concat(), from);
  }

  /** Their sum, then an activation. */
  String sum(String name, Activation then, String... from) {
    return add(name, new Add(then), from);
  }

  private String add(String name, Operation operation, String... from) {
    if (adds()) {
      graph.add(name, operation, from);
    }
    return name;
  }

  private static long[] kernel(int in, int out, int groups, Window window) {
    return new long[] {out, in / groups, window.kernelHeight(), window.kernelWidth()};
  }

  private ChannelAffine affine(String norm, int channels) {
    Weights.Tensor gamma = array(norm + ".weight", channels);
    Weights.Tensor beta = array(norm + ".bias", channels);
    Weights.Tensor mean = array(norm + ".running_mean", channels);
    Weights.Tensor variance = array(norm + ".running_var", channels);
    if (!adds()) {
      return null;
    }
    float[] scale = new float[channels];
    float[] shift = new float[channels];
    for (int c = 0; c < channels; c++) {
      double s = gamma.values()[c] / Math.sqrt(Math.max(0, variance.values()[c]) + epsilon);
      scale[c] = (float) s;
      shift[c] = (float) (beta.values()[c] - mean.values()[c] * s);
    }
    return new ChannelAffine(scale, shift);
  }

  private Weights.Tensor array(String name, long... shape) {
    expected.add(new Expected(name, shape, head));
    if (!adds()) {
      return null;
    }
    long[] wanted = shape.clone();
    OptionalInt any =
        java.util.stream.IntStream.range(0, shape.length).filter(i -> shape[i] == ANY).findFirst();
    if (any.isPresent()) {
      long[] found = weights.named(name).shape();
      wanted[any.getAsInt()] =
          found.length == shape.length ? Math.max(1, found[any.getAsInt()]) : 1;
    }
    return weights.get(name, wanted);
  }
}
