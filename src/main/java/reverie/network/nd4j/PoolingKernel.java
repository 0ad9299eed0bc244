package reverie.network.nd4j;

import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import reverie.network.GradientRule;
import reverie.network.Pooling;
import reverie.network.Window;
import reverie.network.Window.Padding;

/**
 * {@link Pooling}: the input is padded to whole windows first, since ND4J's own padding knows
 * neither unequal sides nor partial windows.
 */
record PoolingKernel(Pooling operation) implements Kernel {
  @Override
  public Computed apply(List<INDArray> inputs, GradientRule rule) {
    INDArray x = inputs.get(0);
    int height = (int) x.size(1);
    int width = (int) x.size(2);
    Window window = operation.window().resolved(height, width);
    Margins margins = margins(window, height, width);
    return operation.type() == Pooling.Type.MAX
        ? maximum(window, margins, x)
        : average(window, margins, x);
  }

  /** The padding, and at the end what a last partial window lacks. */
  private Margins margins(Window window, int height, int width) {
    Padding p = window.padding();
    int rows = (window.outputHeight(height, operation.ceil()) - 1) * window.strideHeight();
    int columns = (window.outputWidth(width, operation.ceil()) - 1) * window.strideWidth();
    return new Margins(
        p.top(),
        Math.max(0, rows + window.kernelHeight() - height - p.top()),
        p.left(),
        Math.max(0, columns + window.kernelWidth() - width - p.left()));
  }

  private Computed maximum(Window window, Margins margins, INDArray x) {
    Margins padding = Margins.of(window.padding());
    // ND4J's own padding saves two copies where it will do.
    boolean own = padding.symmetric() && !operation.ceil();
    Margins around = own ? Margins.of(Padding.NONE) : margins;
    int[] arguments = arguments(window, own ? padding : Margins.of(Padding.NONE));
    INDArray framed = around.around(x, -Float.MAX_VALUE);
    return new Computed(
        NamedOp.run("maxpool2d", new INDArray[] {framed}, new double[0], arguments),
        gradient ->
            List.of(
                around
                    .inverse()
                    .around(
                        NamedOp.run(
                            "maxpool2d_bp",
                            new INDArray[] {framed, gradient},
                            new double[0],
                            arguments),
                        0)));
  }

  private Computed average(Window window, Margins margins, INDArray x) {
    INDArray framed = margins.around(x, 0);
    INDArray y =
        NamedOp.run(
            "avgpool2d",
            new INDArray[] {framed},
            new double[0],
            arguments(window, Margins.of(Padding.NONE)));
    INDArray share =
        margins.none() ? null : share(window, x.size(1), x.size(2), y.size(1), y.size(2));
    return new Computed(
        share == null ? y : y.muli(share),
        gradient ->
            List.of(
                margins
                    .inverse()
                    .around(
                        NamedOp.run(
                            "avgpool2d_bp",
                            new INDArray[] {framed, share == null ? gradient : gradient.mul(share)},
                            new double[0],
                            arguments(window, Margins.of(Padding.NONE))),
                        0)));
  }

  /** Window size / pixels that count, {@code [1, rows, columns, 1]}. */
  private INDArray share(Window w, long height, long width, long rows, long columns) {
    Padding p = w.padding();
    float[] share = new float[(int) (rows * columns)];
    for (int i = 0; i < share.length; i++) {
      long down = i / columns * w.strideHeight() - p.top();
      long across = i % columns * w.strideWidth() - p.left();
      share[i] =
          (float) (w.kernelHeight() * w.kernelWidth())
              / (counted(down, w.kernelHeight(), height, p.bottom())
                  * counted(across, w.kernelWidth(), width, p.right()));
    }
    return Nd4j.create(share, new long[] {1, rows, columns, 1}, 'c');
  }

  private long counted(long start, int kernel, long size, int after) {
    return operation.countPadding()
        ? Math.min(start + kernel, size + after) - start
        : Math.min(start + kernel, size) - Math.max(start, 0);
  }

  /** Kernel, stride, padding, dilation, not "same", divide by the whole window, NHWC. */
  private static int[] arguments(Window w, Margins padding) {
    return new int[] {
      w.kernelHeight(),
      w.kernelWidth(),
      w.strideHeight(),
      w.strideWidth(),
      padding.top(),
      padding.left(),
      1,
      1,
      0,
      1,
      1
    };
  }
}
