package reverie.gallery;

import java.util.ArrayList;
import java.util.List;

/** The front page of a site: the model and its layers. */
record SiteIndexPage(
    SiteShell shell,
    SiteModel model,
    List<SiteModel.Fact> facts,
    String notice,
    SiteCommand command,
    List<Row> rows) {
  /** How many units of a layer are shown here. */
  static final int STRIP = 8;

  /** A layer, and some of its units. */
  record Row(
      String href, String name, String kind, String shape, String units, List<SiteTile> tiles) {}

  static SiteIndexPage of(Site site) {
    List<SiteModel.Fact> facts = new ArrayList<>(site.model().facts());
    int units = site.layers().stream().mapToInt(layer -> layer.units().size()).sum();
    facts.add(new SiteModel.Fact("Layers shown", SiteNumbers.count(site.layers().size())));
    facts.add(new SiteModel.Fact("Units shown", SiteNumbers.count(units)));
    facts.add(new SiteModel.Fact("Made with", "Reverie " + site.reverie()));
    return new SiteIndexPage(
        SiteShell.front(site),
        site.model(),
        facts,
        SitePlate.filled(site.model().notice()),
        SiteCommand.of(site.command()),
        site.layers().stream().map(SiteIndexPage::row).toList());
  }

  private static Row row(SiteLayer layer) {
    return new Row(
        SiteLinks.address(layer.page()),
        layer.name(),
        layer.kind(),
        layer.shape(),
        SiteLayerPage.units(layer),
        layer.units().stream().limit(STRIP).map(unit -> SiteTile.of(layer, unit, "")).toList());
  }
}
