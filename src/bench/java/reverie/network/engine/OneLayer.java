package reverie.network.engine;

import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import reverie.network.Activation;
import reverie.network.Convolution;
import reverie.network.EngineOptions;
import reverie.network.FeatureShape;
import reverie.network.ForwardPass;
import reverie.network.Graph;
import reverie.network.Network;
import reverie.network.Precision;
import reverie.network.Window;

/** A compiled network whose last layer is what is measured, with an image and a gradient for it. */
final class OneLayer implements AutoCloseable {
  private static final long SEED = 1;

  private final Network network;
  private final Set<String> taps;
  private final INDArray image;
  private final Map<String, INDArray> gradient;
  private ForwardPass pass;
  private INDArray imageGradient;

  OneLayer(Graph graph, EngineOptions.Kind kind, int height, int width) {
    network = Networks.compile(graph, new EngineOptions(kind, 0, Precision.F32));
    String last = graph.layerNames().get(graph.layerNames().size() - 1);
    taps = Set.of(last);
    Random random = new Random(SEED);
    FeatureShape out = graph.shapes(graph.nodes(), height, width).get(last);
    image = numbers(random, graph.inputChannels() * height * width, 1).reshape(1, 3, height, width);
    gradient =
        Map.of(
            last,
            numbers(random, Math.toIntExact(out.size()), 1)
                .reshape(1, out.height(), out.width(), out.channels()));
  }

  /** A convolution with random weights that keep the size of the numbers. */
  static Convolution convolution(int in, int out, Window window) {
    int fan = in * window.kernelHeight() * window.kernelWidth();
    float[] kernels = numbers(new Random(SEED), out * fan, 1 / Math.sqrt(fan)).data().asFloat();
    return new Convolution(in, out, 1, window, kernels, new float[out], Activation.IDENTITY);
  }

  /** Normal numbers of that deviation. */
  static INDArray numbers(Random random, int count, double deviation) {
    float[] made = new float[count];
    for (int i = 0; i < count; i++) {
      made[i] = (float) (deviation * random.nextGaussian());
    }
    return Nd4j.createFromArray(made);
  }

  /** Runs forward; the pass stays open for the way back. */
  void forward() {
    pass = network.forward(image, taps);
  }

  /** The image's gradient, valid until {@link #finish}. */
  INDArray backward() {
    imageGradient = pass.backward(gradient);
    return imageGradient;
  }

  /** Ends the pass. */
  void finish() {
    pass.close();
    if (imageGradient != null) {
      imageGradient.close();
      imageGradient = null;
    }
  }

  @Override
  public void close() {
    network.close();
    image.close();
    gradient.values().forEach(INDArray::close);
  }
}
