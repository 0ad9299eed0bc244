package reverie.recipe;

import java.util.Optional;
import reverie.image.Picture;

/**
 * A style that a photo is painted in.
 *
 * @param picture whose textures and colours are taken
 * @param weight its share among the styles of one region, at least 0
 * @param mask where it is painted, white = here; resized to the photo; empty: everywhere
 */
public record Style(Picture picture, double weight, Optional<Picture> mask) {
  /** Checks the weight. */
  public Style {
    if (!(weight >= 0) || Double.isInfinite(weight)) {
      throw new IllegalArgumentException("a weight of at least 0, got " + weight);
    }
  }

  /** The only style of a picture. */
  public static Style of(Picture picture) {
    return new Style(picture, 1, Optional.empty());
  }

  /** Another picture in its place. */
  Style with(Picture other) {
    return new Style(other, weight, mask);
  }
}
