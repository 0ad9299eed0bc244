package reverie.gallery;

import java.util.List;

/**
 * A picture with all that is known of it, as a page shows it.
 *
 * @param reading or null
 * @param seed or null
 * @param command or null
 */
record SitePlate(
    SiteImage image, List<String> captions, Reading reading, String seed, SiteCommand command) {

  /** A measured value in words; what is not known is null. */
  record Reading(String what, String value, String unit, String compared) {}

  static SitePlate of(SiteFigure figure, String root) {
    return new SitePlate(
        SiteImage.of(figure, root),
        figure.captions(),
        figure
            .reading()
            .map(
                r ->
                    new Reading(
                        r.what(),
                        SiteNumbers.text(r.value()),
                        filled(r.unit()),
                        filled(r.compared())))
            .orElse(null),
        figure.seed().isPresent() ? String.valueOf(figure.seed().getAsLong()) : null,
        figure.command().map(SiteCommand::of).orElse(null));
  }

  /** Whether it can be told how it was made. */
  boolean made() {
    return command != null || seed != null;
  }

  static String filled(String text) {
    return text.isBlank() ? null : text;
  }
}
