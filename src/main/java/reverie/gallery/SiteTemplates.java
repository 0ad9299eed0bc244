package reverie.gallery;

import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.Template;
import java.io.StringReader;

/** The templates of a site's pages, compiled once; each may take in the others as parts. */
final class SiteTemplates {
  private final Template index = compiled("site-index");
  private final Template layer = compiled("site-layer");
  private final Template unit = compiled("site-unit");

  String index(SiteIndexPage page) {
    return index.execute(page);
  }

  String layer(SiteLayerPage page) {
    return layer.execute(page);
  }

  String unit(SiteUnitPage page) {
    return unit.execute(page);
  }

  private static Template compiled(String name) {
    return Mustache.compiler()
        .escapeHTML(true)
        .withLoader(part -> new StringReader(Site.asset(part + ".mustache")))
        .compile(Site.asset(name + ".mustache"));
  }
}
