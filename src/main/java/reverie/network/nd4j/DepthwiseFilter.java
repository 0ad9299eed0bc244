package reverie.network.nd4j;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.INDArrayIndex;
import org.nd4j.linalg.indexing.NDArrayIndex;
import reverie.network.Convolution;
import reverie.network.Window;
import reverie.network.Window.Padding;

/**
 * One kernel for each channel. The way back is the same with the flipped kernels, on the gradient
 * with zeros between its pixels where the stride is above 1.
 */
final class DepthwiseFilter implements Filter {
  private final INDArray kernels;
  private final INDArray flipped;
  private final INDArray bias;
  private final INDArray noBias;

  DepthwiseFilter(Convolution op) {
    float[] turned = new float[op.kernels().length];
    int taps = op.window().kernelHeight() * op.window().kernelWidth();
    for (int i = 0; i < turned.length; i++) {
      turned[i] = op.kernels()[i / taps * taps + taps - 1 - i % taps];
    }
    kernels = array(op, op.kernels());
    flipped = array(op, turned);
    bias = Nd4j.createFromArray(op.bias());
    noBias = Nd4j.createFromArray(new float[op.bias().length]);
  }

  /** {@code [kernelHeight, kernelWidth, channels, 1]}. */
  private static INDArray array(Convolution op, float[] kernels) {
    Window w = op.window();
    return Nd4j.create(
            kernels, new long[] {op.inputChannels(), 1, w.kernelHeight(), w.kernelWidth()}, 'c')
        .permute(2, 3, 0, 1)
        .dup('c');
  }

  @Override
  public INDArray apply(INDArray x, Window w) {
    INDArray framed = Margins.of(w.padding()).around(x, 0);
    return depthwise(framed, kernels, bias, w, w.strideHeight(), w.strideWidth());
  }

  @Override
  public INDArray back(int height, int width, Window w, INDArray gradient) {
    Padding p = w.padding();
    INDArray spread = spread(gradient, w.strideHeight(), w.strideWidth());
    Margins margins =
        new Margins(
            (w.kernelHeight() - 1) * w.dilationHeight() - p.top(),
            (int) (height + p.top() - spread.size(1)),
            (w.kernelWidth() - 1) * w.dilationWidth() - p.left(),
            (int) (width + p.left() - spread.size(2)));
    return depthwise(margins.around(spread, 0), flipped, noBias, w, 1, 1);
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

  private static INDArray depthwise(
      INDArray x, INDArray kernels, INDArray bias, Window w, int down, int across) {
    return NamedOp.run(
        "depthwise_conv2d",
        new INDArray[] {x, kernels, bias},
        new double[0],
        w.kernelHeight(),
        w.kernelWidth(),
        down,
        across,
        0, // padding
        0,
        w.dilationHeight(),
        w.dilationWidth(),
        0, // not "same"
        1, // NHWC
        0); // kernels as [kernelHeight, kernelWidth, channels, 1]
  }
}
