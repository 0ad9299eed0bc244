package reverie.gallery;

import java.util.List;

/** The page of a unit: what it is after, what excites it, and how each picture was made. */
record SiteUnitPage(
    SiteShell shell,
    String layer,
    int channel,
    String label,
    SitePlate picture,
    List<SiteModel.Fact> facts,
    List<SitePlate> diversity,
    List<Crop> exemplars,
    List<Bar> samples,
    String measured) {

  /**
   * A part of a photo; {@code left} and the others place it in a frame of {@code frameWidth} x
   * {@code frameHeight}.
   */
  record Crop(
      SitePlate plate,
      String photo,
      String value,
      String place,
      int frameWidth,
      int frameHeight,
      int left,
      int top,
      int wide,
      int high) {}

  /** A sample, and its value as a bar from zero. */
  record Bar(SiteImage image, String name, String value, String left, String length) {}

  static SiteUnitPage of(Site site, SiteLayer layer, int index) {
    SiteUnit unit = layer.units().get(index);
    String root = SiteShell.FROM_LAYER;
    return new SiteUnitPage(
        SiteShell.inside(
            site,
            "Unit " + unit.channel() + " of " + layer.name(),
            "unit",
            List.of(
                new SiteShell.Crumb(root + SiteLinks.address(layer.page()), layer.name()),
                new SiteShell.Crumb(null, "Unit " + unit.channel())),
            step(layer, index - 1),
            step(layer, index + 1)),
        layer.name(),
        unit.channel(),
        unit.label().orElse(null),
        SitePlate.of(unit.picture(), root),
        SiteLayerPage.facts(layer),
        unit.diversity().stream().map(figure -> SitePlate.of(figure, root)).toList(),
        unit.exemplars().stream().map(SiteUnitPage::crop).toList(),
        bars(unit.samples()),
        SitePlate.filled(unit.measured()));
  }

  private static SiteShell.Step step(SiteLayer layer, int index) {
    if (index < 0 || index >= layer.units().size()) {
      return null;
    }
    SiteUnit unit = layer.units().get(index);
    return new SiteShell.Step(
        unit.channel() + ".html",
        "Unit " + unit.channel(),
        SiteImage.of(unit.picture(), SiteShell.FROM_LAYER));
  }

  private static Crop crop(SiteExemplar exemplar) {
    SiteExemplar.Place at = exemplar.place();
    return new Crop(
        SitePlate.of(exemplar.figure(), SiteShell.FROM_LAYER),
        exemplar.photo(),
        SiteNumbers.text(exemplar.value()),
        "%d \u00d7 %d px at %d, %d of %d \u00d7 %d"
            .formatted(at.width(), at.height(), at.x(), at.y(), at.ofWidth(), at.ofHeight()),
        at.ofWidth(),
        at.ofHeight(),
        at.x(),
        at.y(),
        at.width(),
        at.height());
  }

  /** All on one scale, which holds zero. */
  private static List<Bar> bars(List<SiteSample> samples) {
    double least = Math.min(0, samples.stream().mapToDouble(SiteSample::value).min().orElse(0));
    double most = Math.max(0, samples.stream().mapToDouble(SiteSample::value).max().orElse(0));
    double range = most > least ? most - least : 1;
    return samples.stream()
        .map(
            s ->
                new Bar(
                    SiteImage.of(s.figure(), SiteShell.FROM_LAYER),
                    s.name(),
                    SiteNumbers.text(s.value()),
                    SiteNumbers.percent((Math.min(0, s.value()) - least) / range),
                    SiteNumbers.percent(Math.abs(s.value()) / range)))
        .toList();
  }

  boolean hasDiversity() {
    return !diversity.isEmpty();
  }

  boolean hasExemplars() {
    return !exemplars.isEmpty();
  }

  boolean hasSamples() {
    return !samples.isEmpty();
  }
}
