package reverie.recipe;

import java.util.function.DoubleFunction;
import reverie.canvas.CanvasKind;
import reverie.canvas.View;
import reverie.optimize.Optimizer;

/**
 * A way to paint what a unit looks for.
 *
 * @param name what a user calls it
 * @param summary what it is, in a few words
 * @param canvas makes the canvas of a size
 * @param optimizer makes the optimiser of a rate
 * @param rate the rate that it is proven with
 * @param steps as many as make a clear picture
 * @param looks how the picture is looked at
 * @param regularised whether a {@link PixelRegularisation} tidies the pixels between steps
 */
public record VisualizeMethod(
    String name,
    String summary,
    CanvasKind.Factory canvas,
    DoubleFunction<Optimizer> optimizer,
    double rate,
    int steps,
    Looks looks,
    boolean regularised) {

  /** How the picture is looked at in a step. */
  @FunctionalInterface
  public interface Looks {
    /**
     * The view of a step.
     *
     * @param progress the share of the steps that are done, in [0, 1]
     * @param side of the picture, in pixels
     * @param padded whether the network takes a picture with a frame around it
     */
    View at(double progress, int side, boolean padded);
  }
}
