package reverie.gallery;

import java.util.ArrayList;
import java.util.List;

/** The page of a layer: its facts, its dream and filters where there are any, its units. */
record SiteLayerPage(
    SiteShell shell,
    String name,
    List<SiteModel.Fact> facts,
    SitePlate dream,
    SitePlate filters,
    String units,
    List<SiteTile> tiles) {

  static SiteLayerPage of(Site site, int index) {
    SiteLayer layer = site.layers().get(index);
    String root = SiteShell.FROM_LAYER;
    return new SiteLayerPage(
        SiteShell.inside(
            site,
            layer.name(),
            "layer",
            List.of(new SiteShell.Crumb(null, layer.name())),
            step(site, index - 1),
            step(site, index + 1)),
        layer.name(),
        facts(layer),
        layer.dream().map(dream -> SitePlate.of(dream, root)).orElse(null),
        layer.filters().map(filters -> SitePlate.of(filters, root)).orElse(null),
        units(layer),
        layer.units().stream().map(unit -> SiteTile.of(layer, unit, root)).toList());
  }

  /** Such as "12 of 768 channels". */
  static String units(SiteLayer layer) {
    int shown = layer.units().size();
    String all = SiteNumbers.count(layer.channels()) + (layer.channels() == 1 ? " unit" : " units");
    return shown == layer.channels() ? all : SiteNumbers.count(shown) + " of " + all;
  }

  /** The facts of a layer that its units share. */
  static List<SiteModel.Fact> facts(SiteLayer layer) {
    List<SiteModel.Fact> facts = new ArrayList<>();
    facts.add(new SiteModel.Fact("Kind", layer.kind()));
    facts.add(new SiteModel.Fact("Shape", layer.shape()));
    facts.add(new SiteModel.Fact("Parameters", SiteNumbers.count(layer.parameters())));
    facts.add(
        new SiteModel.Fact(
            "Receptive field",
            layer.receptiveField().isPresent()
                ? square(layer.receptiveField().getAsInt())
                : "the whole picture"));
    if (layer.stride().isPresent()) {
      facts.add(new SiteModel.Fact("Stride", SiteNumbers.count(layer.stride().getAsInt()) + " px"));
    }
    return facts;
  }

  private static String square(int side) {
    return SiteNumbers.count(side) + " \u00d7 " + SiteNumbers.count(side) + " px";
  }

  private static SiteShell.Step step(Site site, int index) {
    if (index < 0 || index >= site.layers().size()) {
      return null;
    }
    SiteLayer layer = site.layers().get(index);
    return new SiteShell.Step(
        SiteShell.FROM_LAYER + SiteLinks.address(layer.page()),
        layer.name(),
        layer.units().isEmpty()
            ? null
            : SiteImage.of(layer.units().get(0).picture(), SiteShell.FROM_LAYER));
  }
}
