package reverie.canvas;

import reverie.tensor.DifferentiableMap;
import reverie.tensor.RandomAt;

/** Zoomed about its centre by a factor in [min, max]. */
record Scale(double min, double max) implements View {
  Scale {
    if (!(min > 0) || !(max >= min) || Double.isInfinite(max)) {
      throw new IllegalArgumentException("factors 0 < min <= max, got " + min + " to " + max);
    }
  }

  // Lucid changes the image's size; here it stays, since a network is planned for one size.
  @Override
  public DifferentiableMap draw(RandomAt random, int height, int width) {
    return Resampling.about(height, width, random.uniform(min, max), 0);
  }
}
