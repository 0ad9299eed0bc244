package reverie.canvas;

import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;
import reverie.support.Registry;

/** The parametrisations by name: a new one is a line here. */
public final class Canvases {
  /** All of them. */
  public static final Registry<CanvasKind> ALL =
      Registry.of(
          "canvas",
          CanvasKind::name,
          List.of(
              new CanvasKind("pixels", "the pixels themselves", PixelCanvas::new),
              new CanvasKind(
                  "fourier",
                  "Fourier coefficients of decorrelated colours; smoother, slower to start",
                  FourierCanvas::new),
              new CanvasKind("grey", "pixels without colour", GreyCanvas::new)));

  private Canvases() {}

  /**
   * A canvas that shows only where a mask is white; elsewhere a photo stays as it is, whatever the
   * parameters.
   *
   * @param photo {@code [1, 3, h, w]} in [0, 1]
   * @param mask {@code [1, 1, h, w]} in [0, 1]
   */
  public static Canvas masked(Canvas canvas, INDArray photo, INDArray mask) {
    return new Masked(canvas, photo, mask);
  }

  /**
   * Phases whose magnitudes are fixed to those of natural images: MaCo. It paints only what has
   * those magnitudes, so that it is no canvas of photos.
   */
  public static Canvas maco(int height, int width) {
    return new MacoCanvas(height, width);
  }

  /** That canvas with images rounded to the 256 levels of a picture file, as it will be saved. */
  public static Canvas eightBit(Canvas canvas) {
    return new EightBitCanvas(canvas);
  }
}
