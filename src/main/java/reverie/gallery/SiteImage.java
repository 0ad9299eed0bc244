package reverie.gallery;

/** A picture as a page refers to it. */
record SiteImage(String src, int width, int height, String alt) {
  static SiteImage of(SiteFigure figure, String root) {
    return new SiteImage(
        root + SiteLinks.address(figure.file()), figure.width(), figure.height(), figure.alt());
  }
}
