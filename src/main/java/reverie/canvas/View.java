package reverie.canvas;

import reverie.tensor.DifferentiableMap;
import reverie.tensor.RandomAt;

/**
 * A random way to look at an image, drawn anew in each step, so that what the network sees holds
 * from more than one standpoint. Immutable; made by {@link Views}.
 */
public interface View {
  /**
   * Draws one look: a map from images {@code [n, 3, height, width]} to {@code [n, 3, height + 2 *
   * border, width + 2 * border]}, the same for all n.
   *
   * @param random where its numbers come from
   */
  DifferentiableMap draw(RandomAt random, int height, int width);

  /** The look of one step: a function of seed and step alone. */
  default DifferentiableMap at(long seed, long step, int height, int width) {
    Sizes.check(height, width);
    return draw(RandomAt.of(seed, step, Views.SALT), height, width);
  }

  /** Pixels that it adds on each side; always the same, so that a network is planned once. */
  default int border() {
    return 0;
  }
}
