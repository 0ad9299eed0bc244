package reverie.recipe;

import reverie.tensor.RandomAt;

/**
 * The direct encoding of Nguyen, Yosinski and Clune 2015: the pixels themselves.
 *
 * @param levels 0 to 255 each, {@code [channels][side][side]}
 */
record PixelGenome(byte[] levels) implements Genome {
  private static final double RATE = 0.1;
  private static final int HALVED_EVERY = 1000;

  /** Of the polynomial mutation: larger changes less. */
  private static final double STRENGTH = 15;

  private static final int MOST = 255;

  /** Uniform noise. */
  static PixelGenome random(RandomAt random, int length) {
    byte[] levels = new byte[length];
    for (int i = 0; i < length; i++) {
      levels[i] = (byte) random.whole(0, MOST);
    }
    return new PixelGenome(levels);
  }

  /** Each pixel changes with a probability of 0.1, halved every 1000 generations. */
  @Override
  public Genome mutated(RandomAt random, int generation) {
    int halvings = generation / HALVED_EVERY;
    double rate = RATE * StrictMath.pow(0.5, halvings);
    byte[] child = levels.clone();
    for (int i = 0; i < child.length; i++) {
      if (random.uniform(0, 1) < rate) {
        double moved = (child[i] & 0xff) + MOST * polynomial(random.uniform(0, 1));
        child[i] = (byte) Math.round(Math.max(0, Math.min(MOST, moved)));
      }
    }
    return new PixelGenome(child);
  }

  /** Deb's polynomial mutation: mostly small, in (-1, 1). */
  private static double polynomial(double u) {
    double power = 1 / (STRENGTH + 1);
    return u < 0.5 ? StrictMath.pow(2 * u, power) - 1 : 1 - StrictMath.pow(2 * (1 - u), power);
  }

  @Override
  public void paint(float[] image, int from, int channels, int side) {
    for (int i = 0; i < levels.length; i++) {
      image[from + i] = (levels[i] & 0xff) / (float) MOST;
    }
  }
}
