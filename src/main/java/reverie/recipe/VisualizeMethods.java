package reverie.recipe;

import java.util.ArrayList;
import java.util.List;
import reverie.canvas.Canvases;
import reverie.canvas.View;
import reverie.canvas.Views;
import reverie.optimize.Adam;
import reverie.optimize.GradientNorm;
import reverie.optimize.NormalisedAscent;
import reverie.support.Registry;

/** The ways to paint what a unit looks for, by name: a new one is a line here. */
public final class VisualizeMethods {
  /** Frame that the standard look adds on each side, in pixels. */
  static final int FRAME = 12;

  private static final double FIRST_SHARE = 1;
  private static final double LAST_SHARE = 0.4;
  private static final double SHARE_SPREAD = 0.25;
  private static final double GRAIN = 0.08;

  /** The side that the pixels of the standard look's jitter are for. */
  private static final int USUAL_SIDE = 224;

  /** All of them, the usual one first. */
  public static final Registry<VisualizeMethod> ALL =
      Registry.of(
          "canvas",
          VisualizeMethod::name,
          List.of(
              // Constants of tensorflow/lucid, which takes 512 steps.
              new VisualizeMethod(
                  "fourier",
                  "Fourier coefficients of decorrelated colours, looked at from all sides; Lucid's",
                  Canvases.ALL.get("fourier")::of,
                  rate -> new Adam(rate, 0.9, 0.999, 1e-8),
                  0.05,
                  256,
                  (progress, side, padded) -> standard(side, padded),
                  false),
              // deel-ai/xplique takes 32 crops a step, of 50 % down to 5 % of a picture of 1000
              // pixels, and Nadam of rate 1; with one crop a step that rate destroys what was
              // found,
              // and 5 % of 224 pixels are too few to see.
              new VisualizeMethod(
                  "maco",
                  "phases, with the magnitudes of natural images, looked at in crops; MaCo's",
                  Canvases::maco,
                  rate -> new Adam(rate, 0.9, 0.999, 1e-8),
                  0.1,
                  256,
                  (progress, side, padded) -> crops(progress),
                  false),
              // The paper's rates hang on the size of a logit's gradient: here a step has a length.
              new VisualizeMethod(
                  "pixels",
                  "pixels, tidied between steps; Yosinski's",
                  Canvases.ALL.get("pixels")::of,
                  rate -> new NormalisedAscent(rate, GradientNorm.STD),
                  0.02,
                  256,
                  (progress, side, padded) -> Views.none(),
                  true)));

  private VisualizeMethods() {}

  /** Lucid's, its pixels smaller for pictures that are smaller than usual. */
  static View standard(int side, boolean padded) {
    List<View> views = new ArrayList<>();
    if (padded) {
      views.add(Views.pad(FRAME));
    }
    double share = Math.min(1, side / (double) USUAL_SIDE);
    views.add(Views.jitter((int) Math.round(8 * share)));
    views.add(Views.scale(0.9, 1.1));
    views.add(Views.rotate(10));
    views.add(Views.jitter((int) Math.round(4 * share)));
    return Views.compose(views);
  }

  private static View crops(double progress) {
    double share = FIRST_SHARE + (LAST_SHARE - FIRST_SHARE) * progress;
    return Views.compose(List.of(Views.zoom(share, SHARE_SPREAD), Views.grain(GRAIN)));
  }
}
