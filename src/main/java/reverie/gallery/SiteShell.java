package reverie.gallery;

import java.util.ArrayList;
import java.util.List;

/**
 * What all pages of a site have around their contents.
 *
 * @param title of the window
 * @param root the way to the site's folder: empty, or ending in a slash
 * @param crumbs the way to this page, which is the last; none on the front page
 * @param kind what there is before and after: "unit" or "layer"
 * @param previous to the page before, or null
 * @param next to the page after, or null
 * @param model the model's name
 * @param reverie the version
 */
record SiteShell(
    String title,
    String root,
    List<Crumb> crumbs,
    String kind,
    Step previous,
    Step next,
    String model,
    String reverie) {
  static final String FROM_LAYER = "../../";

  /** A step of the way to a page; the page itself has no address. */
  record Crumb(String href, String text) {}

  /** A way to a neighbour. */
  record Step(String href, String text, SiteImage image) {}

  /** Of the front page. */
  static SiteShell front(Site site) {
    return new SiteShell(
        site.model().name() + ": what its units are after",
        "",
        List.of(),
        "",
        null,
        null,
        site.model().name(),
        site.reverie());
  }

  /** Of a page in a layer's folder; the last crumb is the page's. */
  static SiteShell inside(
      Site site, String title, String kind, List<Crumb> crumbs, Step previous, Step next) {
    List<Crumb> all = new ArrayList<>();
    all.add(new Crumb(FROM_LAYER + Site.FILE, site.model().name()));
    all.addAll(crumbs);
    return new SiteShell(
        title + " - " + site.model().name(),
        FROM_LAYER,
        List.copyOf(all),
        kind,
        previous,
        next,
        site.model().name(),
        site.reverie());
  }

  /** Whether this is the front page. */
  boolean front() {
    return crumbs.isEmpty();
  }

  /** Whether there is anything before or after. */
  boolean neighbours() {
    return previous != null || next != null;
  }
}
