package reverie.network.nd4j;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.INDArrayIndex;
import org.nd4j.linalg.indexing.NDArrayIndex;
import reverie.network.Convolution;
import reverie.network.Window;
import reverie.network.Window.Padding;

/**
 * The input gradient as a convolution of the output gradient, with zeros between its pixels where
 * the stride was above 1, by the flipped kernels.
 */
final class FlippedKernels implements InputGradient {
  private final Correlation correlation;

  FlippedKernels(Convolution operation) {
    correlation =
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
  public INDArray at(INDArray x, Window w, INDArray gradient) {
    Padding p = w.padding();
    INDArray spread = spread(gradient, w.strideHeight(), w.strideWidth());
    int top = (w.kernelHeight() - 1) * w.dilationHeight() - p.top();
    int left = (w.kernelWidth() - 1) * w.dilationWidth() - p.left();
    Margins margins =
        new Margins(
            top,
            (int) (x.size(1) + p.top() - spread.size(1)),
            left,
            (int) (x.size(2) + p.left() - spread.size(2)));
    return correlation.apply(spread, margins, 1, 1);
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
