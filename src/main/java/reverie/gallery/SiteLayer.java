package reverie.gallery;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * A layer of a site's network.
 *
 * @param name as the model has it
 * @param kind such as "convolution"
 * @param shape such as "768 x 17 x 17 for 299 x 299 pixels"
 * @param channels that it has; there need not be a unit for each
 * @param parameters that it has
 * @param receptiveField the side of the square of input that a place of it sees, in pixels; empty
 *     if it sees the whole picture
 * @param stride the distance of its places in the input, in pixels; empty if it has no places
 * @param dream a photo dreamt with it
 * @param filters its weights
 * @param units in the order of their channels
 */
public record SiteLayer(
    String name,
    String kind,
    String shape,
    int channels,
    long parameters,
    OptionalInt receptiveField,
    OptionalInt stride,
    Optional<SiteFigure> dream,
    Optional<SiteFigure> filters,
    List<SiteUnit> units) {

  /** Copies the units, each of which there may be once. */
  public SiteLayer {
    units = List.copyOf(units);
    Set<Integer> seen = new HashSet<>();
    for (SiteUnit unit : units) {
      if (!seen.add(unit.channel())) {
        throw new IllegalArgumentException("layer " + name + ": two units " + unit.channel());
      }
    }
  }

  /** The folder of its pages, relative to the site's: a place for its pictures too. */
  public String folder() {
    return folder(name);
  }

  /** The folder of the pages of a layer of that name: no other name has the same. */
  public static String folder(String name) {
    return "layers/" + SiteLinks.slug(name);
  }

  /** Its page, relative to the site's folder. */
  public String page() {
    return folder() + "/index.html";
  }
}
