package reverie.canvas;

import org.nd4j.linalg.api.ndarray.INDArray;

/** A canvas that changes how another one's parameters become an image, and nothing else. */
interface WrappingCanvas extends Canvas {
  /** The other one. */
  Canvas canvas();

  @Override
  default int height() {
    return canvas().height();
  }

  @Override
  default int width() {
    return canvas().width();
  }

  @Override
  default INDArray parametersFor(INDArray image) {
    return canvas().parametersFor(image);
  }

  @Override
  default INDArray noise(int n, long seed) {
    return canvas().noise(n, seed);
  }

  @Override
  default void constrain(INDArray parameters) {
    canvas().constrain(parameters);
  }
}
