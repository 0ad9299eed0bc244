package reverie.tensor;

import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A map of images whose value can be had a window at a time, where the whole of it would take too
 * much memory. {@code [n, c, h, w]} throughout.
 */
public interface WindowedMap extends DifferentiableMap {
  /**
   * A window of the map's value; the caller owns it.
   *
   * @param top first row, in the value
   * @param left first column, in the value
   */
  INDArray window(INDArray input, int top, int left, int height, int width);

  /**
   * Adds the way back from a window's gradient to a gradient of the whole input.
   *
   * @param gradient d loss / d window
   * @param sum d loss / d input, dense; changed
   */
  void addBack(INDArray gradient, int top, int left, INDArray sum);
}
