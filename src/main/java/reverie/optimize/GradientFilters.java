package reverie.optimize;

import java.util.List;
import reverie.support.Registry;

/** The gradient filters by name: a new one is a line here. */
public final class GradientFilters {
  /** The gradient as it is. */
  public static final GradientFilter NONE = (gradient, progress) -> {};

  /** All of them. */
  public static final Registry<GradientFilterKind> ALL =
      Registry.of(
          "gradient filter",
          GradientFilterKind::name,
          List.of(
              new GradientFilterKind("none", "the gradient as it is", NONE),
              new GradientFilterKind(
                  "gaussian",
                  "blurred, more so towards the end: soft, large shapes",
                  new GaussianCascade()),
              new GradientFilterKind(
                  "laplacian",
                  "fine and coarse detail made equally strong",
                  new LaplacianPyramid(4))));

  private GradientFilters() {}
}
