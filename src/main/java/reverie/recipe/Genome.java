package reverie.recipe;

import reverie.tensor.RandomAt;

/** What evolution changes, and the picture that grows of it. Immutable. */
interface Genome {
  /** A child: this one with a few random changes. */
  Genome mutated(RandomAt random, int generation);

  /**
   * Paints the picture, in whole levels divided by 255.
   *
   * @param image planes to fill, {@code [channels][side][side]}, the first at {@code from}
   */
  void paint(float[] image, int from, int channels, int side);
}
