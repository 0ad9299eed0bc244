package reverie.canvas;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.ops.transforms.Transforms;
import reverie.tensor.Traced;

/**
 * A canvas whose image has only the 256 levels of a picture file: what is optimised is what is
 * saved. The parameters keep what rounding hides, so that small steps add up.
 */
record EightBitCanvas(Canvas canvas) implements WrappingCanvas {
  private static final double LEVELS = 255;

  // Rounding has no slope: the way back is that of the image before it (the straight-through
  // estimator of Bengio, Leonard and Courville 2013).
  @Override
  public Traced paint(INDArray parameters) {
    Traced image = canvas.paint(parameters);
    INDArray levels = Transforms.floor(image.value().mul(LEVELS).addi(0.5), false);
    return new Traced(levels.divi(LEVELS), image.pullback());
  }

  @Override
  public Canvas resized(int height, int width) {
    return new EightBitCanvas(canvas.resized(height, width));
  }
}
