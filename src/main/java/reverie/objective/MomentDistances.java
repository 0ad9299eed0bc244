package reverie.objective;

import java.util.List;
import reverie.support.Registry;

/** The style losses by name: a new one is a line here. */
public final class MomentDistances {
  /** All of them. */
  public static final Registry<MomentDistanceKind> ALL =
      Registry.of(
          "style loss",
          MomentDistanceKind::name,
          List.of(
              new MomentDistanceKind(
                  "gram", "which channels go together (Gatys)", GramDistance::new),
              new MomentDistanceKind(
                  "wasserstein",
                  "means and covariances as distributions (Crowson); slower",
                  WassersteinDistance::of),
              new MomentDistanceKind(
                  "deviation",
                  "each channel's mean and deviation (AdaIN's statistics); fastest",
                  DeviationDistance::of)));

  private MomentDistances() {}
}
