package reverie.network.nd4j;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import reverie.network.Convolution;
import reverie.network.Window;

/** The input gradient by ND4J's own backward operation, for one group. */
final class NativeInputGradient implements InputGradient {
  private final INDArray kernels;
  private final INDArray bias;

  NativeInputGradient(Convolution operation) {
    kernels =
        Nd4j.create(
            operation.kernels(),
            new long[] {
              operation.outputChannels(),
              operation.inputChannels(),
              operation.window().kernelHeight(),
              operation.window().kernelWidth()
            },
            'c');
    bias = Nd4j.createFromArray(operation.bias());
  }

  @Override
  public INDArray at(INDArray x, Window w, INDArray gradient) {
    Margins margins = Margins.of(w.padding());
    Margins own = margins.symmetric() ? margins : Margins.of(Window.Padding.NONE);
    Margins around = margins.symmetric() ? Margins.of(Window.Padding.NONE) : margins;
    INDArray framed = around.around(x, 0);
    INDArray back = framed.ulike();
    NamedOp.into(
        new INDArray[] {back, kernels.ulike(), bias.ulike()},
        "conv2d_bp",
        new INDArray[] {framed, kernels, bias, gradient},
        Correlation.arguments(
            w,
            own.top(),
            own.left(),
            w.strideHeight(),
            w.strideWidth(),
            Correlation.OUTPUTS_INPUTS_ROWS_COLUMNS));
    return around.inverse().around(back, 0);
  }
}
