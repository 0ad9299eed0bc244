package reverie.canvas;

import org.nd4j.linalg.api.ndarray.INDArray;
import reverie.tensor.Traced;

/**
 * A parametrisation of an image of one size: what the optimiser changes, and how that becomes
 * pixels. Immutable.
 */
public interface Canvas {
  /** Rows of the image. */
  int height();

  /** Columns of the image. */
  int width();

  /**
   * Parameters whose painting is (close to) this image, {@code [n, 3, h, w]} in [0, 1]; the caller
   * owns them.
   */
  INDArray parametersFor(INDArray image);

  /**
   * Parameters of a random start, {@code n} images, a function of the seed alone; the caller owns
   * them.
   */
  INDArray noise(int n, long seed);

  /**
   * The image of these parameters, {@code [n, 3, h, w]} in [0, 1], and the way back to the
   * parameters.
   */
  Traced paint(INDArray parameters);

  /**
   * Brings parameters back, in place, to where they paint a picture, after a step: clamps pixels;
   * does nothing for Fourier.
   */
  void constrain(INDArray parameters);

  /** The same parametrisation at another size. */
  Canvas resized(int height, int width);
}
