package reverie.recipe;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.ops.transforms.Transforms;
import reverie.tensor.Sums;

/**
 * How far a picture may go from a photo.
 *
 * @param centre the photo's parameters
 * @param norm how distance is measured
 * @param epsilon the largest distance, in 1/255
 */
record Ball(INDArray centre, FoolSettings.Norm norm, double epsilon) {
  static final double LEVELS = 255;

  /** Brings parameters back into the ball, in place. */
  void project(INDArray parameters) {
    parameters.subi(centre);
    if (norm == FoolSettings.Norm.LINF) {
      // Whole levels, so that rounding to 8 bits does not leave the ball.
      double bound = Math.floor(epsilon) / LEVELS;
      Transforms.min(parameters, bound, false);
      Transforms.max(parameters, -bound, false);
    } else {
      double length = Math.sqrt(Sums.ofSquares(parameters));
      double bound = epsilon / LEVELS;
      if (length > bound) {
        parameters.muli(bound / length);
      }
    }
    parameters.addi(centre);
  }
}
