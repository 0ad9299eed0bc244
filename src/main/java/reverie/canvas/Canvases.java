package reverie.canvas;

import java.util.List;
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

  /** That canvas with images rounded to the 256 levels of a picture file, as it will be saved. */
  public static Canvas eightBit(Canvas canvas) {
    return new EightBitCanvas(canvas);
  }
}
