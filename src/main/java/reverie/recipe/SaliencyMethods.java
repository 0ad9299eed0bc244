package reverie.recipe;

import java.util.List;
import reverie.recipe.SaliencyMethod.Map;
import reverie.support.Registry;

/** The ways to tell which pixels matter, by name: a new one is one file and one line here. */
public final class SaliencyMethods {
  private static final String SLOPE = "objective per colour's range";
  private static final String SHARE = "objective";

  /** All of them; sorted. */
  public static final Registry<SaliencyMethod> ALL =
      Registry.of(
          "method",
          SaliencyMethod::name,
          List.of(
              new SaliencyMethod(
                  "gradcam", "where in a layer", SHARE, Map.PLANE, GradCam::attribution),
              new SaliencyMethod(
                  "gradient", "the slope", SLOPE, Map.LARGEST, InputGradients::plain),
              new SaliencyMethod(
                  "guided", "only what excites", SLOPE, Map.LARGEST, InputGradients::guided),
              new SaliencyMethod(
                  "integrated",
                  "the slope all the way from nothing",
                  SHARE,
                  Map.SUM,
                  IntegratedGradients::attribution),
              new SaliencyMethod(
                  "occlusion",
                  "what is lost behind a square",
                  SHARE,
                  Map.SIGNED_PLANE,
                  Occlusion::attribution),
              new SaliencyMethod(
                  "smoothgrad",
                  "the mean slope of noisy copies",
                  SLOPE,
                  Map.LARGEST,
                  InputGradients::smooth)));

  private SaliencyMethods() {}
}
