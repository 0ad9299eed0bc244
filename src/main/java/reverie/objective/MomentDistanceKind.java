package reverie.objective;

/**
 * A kind of style loss.
 *
 * @param name what a user calls it
 * @param summary what it compares, in a few words
 * @param factory makes the distance to a style
 */
public record MomentDistanceKind(String name, String summary, Factory factory) {
  /** Makes a distance. */
  @FunctionalInterface
  public interface Factory {
    /** The distance to that style. */
    MomentDistance to(Moments style);
  }

  /** The distance to that style. */
  public MomentDistance to(Moments style) {
    return factory.to(style);
  }
}
