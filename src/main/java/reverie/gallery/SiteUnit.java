package reverie.gallery;

import java.util.List;
import java.util.Optional;

/**
 * A channel of a layer, or a class.
 *
 * @param channel from 0; the page's address hangs on it and on the layer's name only
 * @param label what it is known to stand for, such as the class "tabby cat"
 * @param picture what it is after
 * @param diversity more such pictures, made to differ
 * @param exemplars parts of photos that excite it most, the strongest first
 * @param samples its activation on sample pictures
 * @param measured what the values of exemplars and samples are, such as "largest activation in the
 *     picture, after ReLU"; may be blank
 */
public record SiteUnit(
    int channel,
    Optional<String> label,
    SiteFigure picture,
    List<SiteFigure> diversity,
    List<SiteExemplar> exemplars,
    List<SiteSample> samples,
    String measured) {

  /** Copies the lists. */
  public SiteUnit {
    if (channel < 0) {
      throw new IllegalArgumentException("channel " + channel);
    }
    diversity = List.copyOf(diversity);
    exemplars = List.copyOf(exemplars);
    samples = List.copyOf(samples);
  }

  /** A unit of which there is one picture. */
  public static SiteUnit of(int channel, SiteFigure picture) {
    return new SiteUnit(channel, Optional.empty(), picture, List.of(), List.of(), List.of(), "");
  }

  /** Its page, relative to the site's folder, in a layer of that name. */
  public String page(String layer) {
    return page(layer, channel);
  }

  /** The page of that channel, relative to the site's folder. */
  public static String page(String layer, int channel) {
    return SiteLayer.folder(layer) + "/" + channel + ".html";
  }
}
