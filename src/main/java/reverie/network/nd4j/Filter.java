package reverie.network.nd4j;

import org.nd4j.linalg.api.ndarray.INDArray;
import reverie.network.Convolution;
import reverie.network.Window;

/** A convolution without its activation, and the way back through it. */
interface Filter {
  /** The filter with this convolution's kernels and bias. */
  static Filter of(Convolution convolution) {
    if (convolution.groups() == 1) {
      return new DenseFilter(convolution);
    }
    return convolution.groups() == convolution.inputChannels()
            && convolution.groups() == convolution.outputChannels()
        ? new DepthwiseFilter(convolution)
        : new GroupedFilter(convolution);
  }

  /**
   * The sums of each window, a new array.
   *
   * @param x {@code [n, h, w, inputs]}
   * @param window padding in pixels
   */
  INDArray apply(INDArray x, Window window);

  /**
   * d loss / d x, a new array.
   *
   * @param height rows of x
   * @param width columns of x
   * @param window as in {@link #apply}
   * @param gradient d loss / d output
   */
  INDArray back(int height, int width, Window window, INDArray gradient);
}
