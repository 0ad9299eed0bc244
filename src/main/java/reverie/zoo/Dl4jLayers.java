package reverie.zoo;

import java.util.Map;
import java.util.Optional;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.Deconvolution2D;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.DepthwiseConvolution2D;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.LocalResponseNormalization;
import org.deeplearning4j.nn.conf.layers.LossLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.layers.SeparableConvolution2D;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.conf.layers.Upsampling2D;
import org.deeplearning4j.nn.conf.layers.ZeroPaddingLayer;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.api.ndarray.INDArray;
import reverie.network.Activate;
import reverie.network.Activation;
import reverie.network.ChannelAffine;
import reverie.network.Convolution;
import reverie.network.Dense;
import reverie.network.GlobalPooling;
import reverie.network.Graph;
import reverie.network.LocalResponseNormalisation;
import reverie.network.Operation;
import reverie.network.Pooling;
import reverie.network.Softmax;
import reverie.network.Upsampling;
import reverie.network.Window;
import reverie.support.UserException;

/** One layer of DeepLearning4J as nodes of a graph: the layer's own, and its activation's. */
final class Dl4jLayers {
  private static final String SOFTMAX = "softmax";
  private static final String LOGITS = "logits";

  private final Graph.Builder graph;
  private final String source;
  private final String name;
  private final Map<String, INDArray> arrays;

  /** Margins of zeros that the layers before have left to the next convolution. */
  private final Map<String, Window.Padding> margins;

  /**
   * For one layer.
   *
   * @param name the layer's
   * @param arrays its weights
   * @param margins of zeros around the layers of these names, which a convolution takes over
   */
  Dl4jLayers(
      Graph.Builder graph,
      String source,
      String name,
      Map<String, INDArray> arrays,
      Map<String, Window.Padding> margins) {
    this.graph = graph;
    this.source = source;
    this.name = name;
    this.arrays = arrays;
    this.margins = margins;
  }

  /**
   * Adds the layer.
   *
   * @param input the node that it reads
   * @return the node that it makes; a layer that does nothing makes its input
   * @throws UserException if it is of a kind that is not known
   */
  String add(Layer layer, String input) {
    if (layer instanceof ZeroPaddingLayer zeros) {
      int[] p = zeros.getPadding(); // top, bottom, left, right
      graph.add(name, new Activate(Activation.IDENTITY), input);
      margins.put(name, new Window.Padding(p[0], p[1], p[2], p[3], false));
      return name;
    }
    Optional<Window.Padding> margin = Optional.ofNullable(margins.get(input));
    if (margin.isPresent() && !(layer instanceof ConvolutionLayer)) {
      throw unsupported(source, name, "zeros around the input of other layers than a convolution");
    }
    if (layer instanceof DropoutLayer) {
      return input;
    }
    if (layer instanceof ConvolutionLayer convolution) {
      return convolution(convolution, margin, input);
    }
    if (layer instanceof BatchNormalization norm) {
      // DeepLearning4J passes over the activation of this layer, and so does this.
      graph.add(name, normalisation(norm), input);
      return name;
    }
    if (layer instanceof DenseLayer dense) {
      return dense(dense.getActivationFn(), input);
    }
    if (layer instanceof OutputLayer output) {
      return dense(output.getActivationFn(), input);
    }
    if (layer instanceof ActivationLayer activation) {
      return activation(activation.getActivationFn(), input);
    }
    if (layer instanceof LossLayer loss) {
      return activation(loss.getActivationFn(), input);
    }
    graph.add(name, plain(layer), input);
    return name;
  }

  /** What has neither weights nor an activation. */
  private Operation plain(Layer layer) {
    if (layer instanceof SubsamplingLayer pooling) {
      return new Pooling(
          type(pooling.getPoolingType()),
          window(
              pooling.getKernelSize(),
              pooling.getStride(),
              pooling.getPadding(),
              pooling.getDilation(),
              pooling.getConvolutionMode()),
          false,
          pooling.isAvgPoolIncludePadInDivisor());
    }
    if (layer instanceof GlobalPoolingLayer pooling) {
      return new GlobalPooling(type(pooling.getPoolingType()));
    }
    if (layer instanceof LocalResponseNormalization norm) {
      // A sum there, a mean here.
      return new LocalResponseNormalisation(
          (int) norm.getN(),
          (float) (norm.getAlpha() * (int) norm.getN()),
          (float) norm.getBeta(),
          (float) norm.getK());
    }
    if (layer instanceof Upsampling2D larger && larger.getSize()[0] == larger.getSize()[1]) {
      return new Upsampling(larger.getSize()[0], false);
    }
    throw unsupported(source, name, layer.getClass().getSimpleName());
  }

  private Pooling.Type type(PoolingType type) {
    return switch (type) {
      case MAX -> Pooling.Type.MAX;
      case AVG -> Pooling.Type.AVERAGE;
      default -> throw unsupported(source, name, "pooling of type " + type);
    };
  }

  private String convolution(
      ConvolutionLayer layer, Optional<Window.Padding> margin, String input) {
    if (layer instanceof Deconvolution2D) {
      throw unsupported(source, name, "Deconvolution2D");
    }
    if (layer.getCnn2dDataFormat() == CNN2DFormat.NHWC) {
      throw unsupported(source, name, "channels last");
    }
    Window window =
        window(
            layer.getKernelSize(),
            layer.getStride(),
            layer.getPadding(),
            layer.getDilation(),
            layer.getConvolutionMode());
    if (margin.isPresent()) {
      window = window.withPadding(sum(margin.get(), window.padding()));
    }
    int in = Math.toIntExact(layer.getNIn());
    int out = Math.toIntExact(layer.getNOut());
    if (layer instanceof DepthwiseConvolution2D) {
      // [height, width, channel, which of it] there.
      float[] kernels = floats(array("W").permute(2, 3, 0, 1));
      Convolution made = new Convolution(in, out, in, window, kernels, bias(out), IDENTITY);
      return activated(made, layer.getActivationFn(), input);
    }
    if (layer instanceof SeparableConvolution2D) {
      INDArray depthwise = array("W"); // [which of it, channel, height, width] there
      int each = Math.toIntExact(depthwise.size(0) * in);
      graph.add(
          name + "_depthwise",
          new Convolution(
              in,
              each,
              in,
              window,
              floats(depthwise.permute(1, 0, 2, 3)),
              new float[each],
              IDENTITY),
          input);
      Convolution points =
          new Convolution(
              each, out, 1, Window.square(1, 1, 0), floats(array("pW")), bias(out), IDENTITY);
      return activated(points, layer.getActivationFn(), name + "_depthwise");
    }
    Convolution made = new Convolution(in, out, 1, window, floats(array("W")), bias(out), IDENTITY);
    return activated(made, layer.getActivationFn(), input);
  }

  private static final Activation IDENTITY = Activation.IDENTITY;

  private Window.Padding sum(Window.Padding a, Window.Padding b) {
    if (b.same()) {
      throw unsupported(source, name, "borders of mode Same around a border of zeros");
    }
    return new Window.Padding(
        a.top() + b.top(),
        a.bottom() + b.bottom(),
        a.left() + b.left(),
        a.right() + b.right(),
        false);
  }

  private Window window(
      int[] kernel, int[] stride, int[] padding, int[] dilation, ConvolutionMode mode) {
    if (mode == ConvolutionMode.Causal) {
      throw unsupported(source, name, "borders of mode " + mode);
    }
    return new Window(
        kernel[0],
        kernel[1],
        stride[0],
        stride[1],
        dilation[0],
        dilation[1],
        mode == ConvolutionMode.Same
            ? Window.Padding.SAME
            : new Window.Padding(padding[0], padding[0], padding[1], padding[1], false));
  }

  private ChannelAffine normalisation(BatchNormalization norm) {
    float[] mean = floats(array("mean"));
    float[] scale = new float[mean.length];
    float[] shift = new float[mean.length];
    boolean logarithm = arrays.containsKey("log10stdev");
    float[] spread = floats(array(logarithm ? "log10stdev" : "var"));
    for (int c = 0; c < mean.length; c++) {
      double variance = logarithm ? Math.pow(10, 2 * (double) spread[c]) : spread[c];
      double gamma = norm.isLockGammaBeta() ? norm.getGamma() : array("gamma").getDouble(c);
      double beta = norm.isLockGammaBeta() ? norm.getBeta() : array("beta").getDouble(c);
      double factor = gamma / Math.sqrt(variance + norm.getEps());
      scale[c] = (float) factor;
      shift[c] = (float) (beta - mean[c] * factor);
    }
    return new ChannelAffine(scale, shift);
  }

  private String dense(IActivation activation, String input) {
    INDArray weights = array("W"); // [inputs, outputs] there, [outputs][inputs] here
    int out = (int) weights.size(1);
    Dense made =
        new Dense((int) weights.size(0), out, floats(weights.transpose()), bias(out), IDENTITY);
    return activated(made, activation, input);
  }

  private float[] bias(int outputs) {
    return arrays.containsKey("b") ? floats(array("b")) : new float[outputs];
  }

  /** Adds the operation under the layer's name, with its activation: fused where it can be. */
  private String activated(Operation operation, IActivation function, String input) {
    Optional<Operation> after = Dl4jActivations.of(function, this::refuse);
    Optional<Activation> fused = KerasActivations.fusible(after);
    if (after.isEmpty()) {
      graph.add(name, operation, input);
    } else if (fused.isPresent() && operation instanceof Convolution c) {
      graph.add(
          name,
          new Convolution(
              c.inputChannels(),
              c.outputChannels(),
              c.groups(),
              c.window(),
              c.kernels(),
              c.bias(),
              fused.get()),
          input);
    } else if (fused.isPresent() && operation instanceof Dense d) {
      graph.add(
          name, new Dense(d.inputs(), d.outputs(), d.weights(), d.bias(), fused.get()), input);
    } else if (after.get() instanceof Softmax) {
      // The layer's own name means the scores: those of classes are what can be raised.
      graph.add(name, operation, input);
      softmax();
    } else {
      graph.add(name + "_linear", operation, input);
      graph.add(name, after.get());
    }
    return after.filter(Softmax.class::isInstance).isPresent() ? SOFTMAX : name;
  }

  private void softmax() {
    if (!graph.last().equals(LOGITS)) {
      graph.alias(LOGITS);
    }
    graph.add(SOFTMAX, new Softmax());
  }

  private String activation(IActivation function, String input) {
    Optional<Operation> made = Dl4jActivations.of(function, this::refuse);
    if (made.isEmpty()) {
      return input;
    }
    if (made.get() instanceof Softmax && input.equals(graph.last())) {
      softmax();
      return SOFTMAX;
    }
    graph.add(name, made.get(), input);
    return name;
  }

  private UserException refuse(IActivation function) {
    return unsupported(source, name, "activation " + function);
  }

  private INDArray array(String kind) {
    INDArray found = arrays.get(kind);
    if (found == null) {
      throw new UserException(
          source + ": layer '" + name + "': array '" + kind + "' is missing",
          "Its arrays are " + String.join(", ", arrays.keySet()) + ".");
    }
    return found;
  }

  private static float[] floats(INDArray array) {
    return array.dup('c').reshape(-1).toFloatVector();
  }

  static UserException unsupported(String source, String name, String what) {
    return new UserException(
        source
            + ": layer '"
            + name
            + "': expected a layer of a feed-forward network for pictures, found "
            + what,
        "Its kind is not supported; docs/models.md lists those that are.");
  }
}
