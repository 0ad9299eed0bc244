package reverie.optimize;

/**
 * A kind of gradient filter.
 *
 * @param name what a user calls it
 * @param summary what it does, in a few words
 * @param filter the filter
 */
public record GradientFilterKind(String name, String summary, GradientFilter filter) {}
