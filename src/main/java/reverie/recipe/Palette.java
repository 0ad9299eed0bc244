package reverie.recipe;

import java.util.List;
import java.util.Optional;
import org.nd4j.linalg.api.ndarray.INDArray;
import reverie.image.Picture;

/** A photo in the colours of its styles, before a stroke is painted. */
final class Palette {
  private Palette() {}

  /**
   * The photo recoloured: each region with the colours of its styles, blended by their weights.
   *
   * @param share how far the colours go, from 0, the photo's, to 1, the style's
   */
  static Picture recoloured(Picture photo, List<Style> styles, double share) {
    if (share == 0) {
      return photo;
    }
    float[] result = null;
    float[] before = photo.rgb();
    int plane = before.length / 3;
    for (Regions.Region region : Regions.of(styles, Size.of(photo)).regions()) {
      double weights = region.styles().stream().mapToDouble(Style::weight).sum();
      Optional<float[]> mask = region.mask().map(Palette::numbers);
      for (Style style : region.styles()) {
        double part = share * style.weight() / weights;
        if (part == 0) {
          continue;
        }
        float[] colours = ColourMode.coral(photo, style.picture());
        // The first style's array becomes the result: of a large photo, one less.
        float[] soFar = result == null ? before : result;
        result = result == null ? colours : result;
        for (int i = 0; i < result.length; i++) {
          double here = mask.isPresent() ? part * mask.get()[i % plane] : part;
          result[i] = soFar[i] + (float) (here * (colours[i] - before[i]));
        }
      }
    }
    return result == null ? photo : photo.withRgb(result);
  }

  private static float[] numbers(INDArray array) {
    return array.reshape(array.length()).toFloatVector();
  }
}
