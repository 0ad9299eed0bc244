package reverie.canvas;

import reverie.tensor.DifferentiableMap;
import reverie.tensor.RandomAt;

/** Turned about its centre by up to {@code degrees} either way. */
record Rotate(double degrees) implements View {
  Rotate {
    if (!(degrees >= 0) || Double.isInfinite(degrees)) {
      throw new IllegalArgumentException("an angle of at least 0 degrees, got " + degrees);
    }
  }

  @Override
  public DifferentiableMap draw(RandomAt random, int height, int width) {
    return Resampling.about(height, width, 1, random.uniform(-degrees, degrees));
  }
}
