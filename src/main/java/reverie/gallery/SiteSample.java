package reverie.gallery;

/**
 * How strongly a unit answers to a sample picture.
 *
 * @param name of the sample
 * @param figure the sample, small
 * @param value the activation
 */
public record SiteSample(String name, SiteFigure figure, double value) {
  /** Checks the value. */
  public SiteSample {
    SiteNumbers.check(name, value);
  }
}
