package reverie.recipe;

import java.util.List;
import reverie.image.Picture;
import reverie.image.Resampling;

/**
 * Style transfer (Gatys, Ecker and Bethge 2016): the photo is painted over, a step at a time, until
 * the statistics of some layers are the style's while others still show the photo. From small to
 * large, each size beginning with the average of the iterates of the last (Crowson 2020).
 *
 * <p>The network sees the picture within a frame of its own reflection, moved a few pixels from
 * step to step: so there are no bands at the edges, and no checkerboard from strides.
 */
public final class StylizeRecipe {
  /** Paints, without checkpoints. */
  public RunResult run(
      Picture photo, List<Style> styles, StylizeSettings settings, RunContext context) {
    return run(photo, styles, settings, context, Checkpoints.NONE);
  }

  /**
   * Paints.
   *
   * @param photo what is painted
   * @param styles at least one
   * @throws reverie.support.UserException if the photo is too small for the layers
   */
  public RunResult run(
      Picture photo,
      List<Style> styles,
      StylizeSettings settings,
      RunContext context,
      Checkpoints checkpoints) {
    Picture base = sized(photo, settings.size());
    if (settings.colours() == ColourMode.PALETTE) {
      List<Style> cropped =
          styles.stream().map(s -> s.with(Painting.cropped(s.picture(), settings))).toList();
      return new RunResult(settings.colours().photo(base, cropped, 1), 0, true);
    }
    return new Painting(photo, base, styles, settings, context, checkpoints).run();
  }

  /** The photo at the size that it is painted at. */
  private static Picture sized(Picture photo, int wanted) {
    Size own = Size.of(photo);
    int target = wanted > 0 ? wanted : Math.min(own.longSide(), StylizeSettings.LARGEST_BY_ITSELF);
    Size size = target == own.longSide() ? own : own.withLongSide(target);
    return Resampling.resize(photo, size.width(), size.height());
  }
}
