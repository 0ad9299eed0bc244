package reverie.zoo;

import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.conf.preprocessor.CnnToFeedForwardPreProcessor;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.activations.impl.ActivationReLU;
import org.nd4j.linalg.activations.impl.ActivationSoftmax;
import org.nd4j.linalg.api.ndarray.INDArray;
import reverie.network.Activation;
import reverie.network.Convolution;
import reverie.network.Dense;
import reverie.network.Flatten;
import reverie.network.Graph;
import reverie.network.Pooling;
import reverie.network.Softmax;
import reverie.network.Window;
import reverie.support.UserException;

/**
 * A DeepLearning4J network as a {@link Graph}: convolutions, pooling, dense layers, in a row. A
 * softmax becomes a layer of its own, so that the scores before it can be tapped.
 */
final class Dl4jGraph {
  private final MultiLayerNetwork network;
  private final String source;
  private Graph.Builder graph;

  private Dl4jGraph(MultiLayerNetwork network, String source) {
    this.network = network;
    this.source = source;
  }

  /**
   * The network's layers, with their names, or "layer0" and so on.
   *
   * @param source what the file is called in errors
   * @throws UserException if it has a layer of another kind
   */
  static Graph of(MultiLayerNetwork network, String source) {
    return new Dl4jGraph(network, source).graph();
  }

  private Graph graph() {
    for (int i = 0; i < network.getnLayers(); i++) {
      Layer layer = network.getLayerWiseConfigurations().getConf(i).getLayer();
      String name = layer.getLayerName() == null ? "layer" + i : layer.getLayerName();
      if (network.getLayerWiseConfigurations().getInputPreProcess(i)
          instanceof CnnToFeedForwardPreProcessor) {
        graph.add("flatten", new Flatten(true));
      }
      if (layer instanceof ConvolutionLayer convolution) {
        convolution(i, name, convolution);
      } else if (layer instanceof SubsamplingLayer pooling && graph != null) {
        pooling(name, pooling);
      } else if (layer instanceof DenseLayer dense && graph != null) {
        dense(i, name, dense.getActivationFn());
      } else if (layer instanceof OutputLayer output && graph != null) {
        dense(i, name, output.getActivationFn());
      } else {
        throw unsupported(name, layer.getClass().getSimpleName());
      }
    }
    return graph.build();
  }

  private UserException unsupported(String name, String what) {
    return new UserException(
        source
            + ": layer '"
            + name
            + "': expected convolution, pooling or dense layers in a row, with ReLU or softmax, found "
            + what,
        "Only such networks are read from DeepLearning4J.");
  }

  private void convolution(int index, String name, ConvolutionLayer layer) {
    INDArray kernels = network.getLayer(index).getParam("W");
    int in = (int) kernels.size(1);
    if (graph == null) {
      graph = Graph.from("image", in);
    }
    graph.add(
        name,
        new Convolution(
            in,
            (int) kernels.size(0),
            1,
            window(
                name,
                layer.getKernelSize(),
                layer.getStride(),
                layer.getPadding(),
                layer.getDilation(),
                layer.getConvolutionMode()),
            floats(kernels),
            floats(network.getLayer(index).getParam("b")),
            fused(name, layer.getActivationFn())));
  }

  private void pooling(String name, SubsamplingLayer layer) {
    Pooling.Type type =
        switch (layer.getPoolingType()) {
          case MAX -> Pooling.Type.MAX;
          case AVG -> Pooling.Type.AVERAGE;
          default -> throw unsupported(name, "pooling of type " + layer.getPoolingType());
        };
    Window window =
        window(
            name,
            layer.getKernelSize(),
            layer.getStride(),
            layer.getPadding(),
            layer.getDilation(),
            layer.getConvolutionMode());
    graph.add(name, new Pooling(type, window, false, false));
  }

  private Window window(
      String name,
      int[] kernel,
      int[] stride,
      int[] padding,
      int[] dilation,
      ConvolutionMode mode) {
    if (mode != null && mode != ConvolutionMode.Truncate && mode != ConvolutionMode.Strict) {
      throw unsupported(name, "borders of mode " + mode);
    }
    return new Window(
        kernel[0],
        kernel[1],
        stride[0],
        stride[1],
        dilation[0],
        dilation[1],
        new Window.Padding(padding[0], padding[0], padding[1], padding[1], false));
  }

  private void dense(int index, String name, IActivation activation) {
    // [inputs, outputs] there, [outputs][inputs] here.
    INDArray weights = network.getLayer(index).getParam("W");
    boolean softmax = activation instanceof ActivationSoftmax;
    graph.add(
        name,
        new Dense(
            (int) weights.size(0),
            (int) weights.size(1),
            floats(weights.transpose()),
            floats(network.getLayer(index).getParam("b")),
            softmax ? Activation.IDENTITY : fused(name, activation)));
    if (softmax) {
      graph.add("softmax", new Softmax());
    }
  }

  private Activation fused(String name, IActivation activation) {
    if (activation instanceof ActivationReLU) {
      return Activation.RELU;
    }
    if (activation instanceof ActivationIdentity) {
      return Activation.IDENTITY;
    }
    throw unsupported(name, String.valueOf(activation));
  }

  private static float[] floats(INDArray array) {
    return array.dup('c').reshape(-1).toFloatVector();
  }
}
