package reverie.optimize;

import java.util.function.Consumer;
import java.util.function.DoublePredicate;
import java.util.function.DoubleUnaryOperator;
import java.util.function.UnaryOperator;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A stretch of steps at one size, such as an octave.
 *
 * @param width of the image in pixels; only told to listeners
 * @param height of the image in pixels; only told to listeners
 * @param function what is made smaller
 * @param constrain brings the parameters back in place after each step, as {@code
 *     canvas::constrain} does
 * @param image from parameters to the picture they paint, for previews
 * @param rate the share of the optimiser's rate that is left, by {@link Position#progress}
 * @param enough asked after each step with its loss: whether the phase may end before its last step
 */
public record Phase(
    int width,
    int height,
    StepFunction function,
    Consumer<INDArray> constrain,
    UnaryOperator<INDArray> image,
    DoubleUnaryOperator rate,
    DoublePredicate enough) {

  /** A phase of one rate, to its last step. */
  public Phase(
      int width,
      int height,
      StepFunction function,
      Consumer<INDArray> constrain,
      UnaryOperator<INDArray> image) {
    this(width, height, function, constrain, image, progress -> 1, loss -> false);
  }
}
