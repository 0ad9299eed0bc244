package reverie.network.nd4j;

import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.INDArrayIndex;
import org.nd4j.linalg.indexing.NDArrayIndex;
import reverie.network.Convolution;
import reverie.network.Window;
import reverie.network.Window.Padding;

/**
 * {@link Convolution}. The input gradient is a convolution of the output gradient, with zeros
 * between its pixels where the stride was above 1, by the flipped kernels.
 */
final class ConvolutionKernel implements Kernel {
  private final Convolution operation;
  private final Correlation forward;
  private final Correlation backward;

  ConvolutionKernel(Convolution operation) {
    this.operation = operation;
    forward =
        Correlation.of(
            operation.groups(),
            operation.inputChannels(),
            operation.outputChannels(),
            operation.window(),
            operation.kernels(),
            operation.bias());
    backward =
        Correlation.of(
            operation.groups(),
            operation.outputChannels(),
            operation.inputChannels(),
            operation.window(),
            flipped(operation),
            new float[operation.inputChannels()]);
  }

  /** Kernels turned by 180 degrees, outputs and inputs of each group exchanged. */
  private static float[] flipped(Convolution op) {
    int inputs = op.inputChannels() / op.groups();
    int outputs = op.outputChannels() / op.groups();
    int taps = op.window().kernelHeight() * op.window().kernelWidth();
    float[] flipped = new float[op.kernels().length];
    for (int o = 0; o < op.outputChannels(); o++) {
      int group = o / outputs;
      for (int i = 0; i < inputs; i++) {
        int from = (o * inputs + i) * taps;
        int to = ((group * inputs + i) * outputs + o % outputs) * taps;
        for (int t = 0; t < taps; t++) {
          flipped[to + taps - 1 - t] = op.kernels()[from + t];
        }
      }
    }
    return flipped;
  }

  @Override
  public Computed apply(List<INDArray> inputs) {
    INDArray x = inputs.get(0);
    Window window = operation.window().resolved((int) x.size(1), (int) x.size(2));
    INDArray y =
        forward.apply(x, Margins.of(window.padding()), window.strideHeight(), window.strideWidth());
    ActivationFunction.inPlace(operation.activation(), y);
    return new Computed(
        y,
        gradient ->
            List.of(
                inputGradient(
                    window,
                    x.size(1),
                    x.size(2),
                    ActivationFunction.back(operation.activation(), y, gradient))));
  }

  private INDArray inputGradient(Window w, long height, long width, INDArray gradient) {
    Padding p = w.padding();
    INDArray spread = spread(gradient, w.strideHeight(), w.strideWidth());
    int top = (w.kernelHeight() - 1) * w.dilationHeight() - p.top();
    int left = (w.kernelWidth() - 1) * w.dilationWidth() - p.left();
    Margins margins =
        new Margins(
            top,
            (int) (height + p.top() - spread.size(1)),
            left,
            (int) (width + p.left() - spread.size(2)));
    return backward.apply(spread, margins, 1, 1);
  }

  /** The gradient with stride - 1 zeros between its pixels. */
  private static INDArray spread(INDArray gradient, int down, int across) {
    if (down == 1 && across == 1) {
      return gradient;
    }
    long height = (gradient.size(1) - 1) * down + 1;
    long width = (gradient.size(2) - 1) * across + 1;
    INDArray spread =
        Nd4j.create(
            gradient.dataType(),
            new long[] {gradient.size(0), height, width, gradient.size(3)},
            'c');
    INDArrayIndex all = NDArrayIndex.all();
    spread
        .get(
            all,
            NDArrayIndex.interval(0, down, height),
            NDArrayIndex.interval(0, across, width),
            all)
        .assign(gradient);
    return spread;
  }
}
