package reverie.gallery;

/** A unit's picture that leads to its page; label and value may be null. */
record SiteTile(String href, SiteImage image, String number, String label, String value) {
  static SiteTile of(SiteLayer layer, SiteUnit unit, String root) {
    return new SiteTile(
        root + SiteLinks.address(unit.page(layer.name())),
        SiteImage.of(unit.picture(), root),
        String.valueOf(unit.channel()),
        unit.label().orElse(null),
        unit.picture().reading().map(r -> SiteNumbers.text(r.value())).orElse(null));
  }
}
