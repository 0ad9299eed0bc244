package reverie.network.nd4j;

import org.nd4j.linalg.api.ndarray.INDArray;
import reverie.network.Window;

/** The way back through a convolution, without its activation. */
interface InputGradient {
  /**
   * d loss / d x, a new array.
   *
   * @param x the convolution's input
   * @param window its window, padding in pixels
   * @param gradient d loss / d output, before the activation
   */
  INDArray at(INDArray x, Window window, INDArray gradient);
}
