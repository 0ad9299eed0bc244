package reverie.canvas;

import reverie.tensor.DifferentiableMap;
import reverie.tensor.RandomAt;

/**
 * A part of the image, enlarged to its size: of a share of its sides, somewhere inside.
 *
 * @param share of each side, in (0, 1]; 1 is the whole image
 * @param spread the part's share varies by up to so much of itself either way
 */
record Zoom(double share, double spread) implements View {
  Zoom {
    if (!(share > 0 && share <= 1) || !(spread >= 0 && spread < 1)) {
      throw new IllegalArgumentException(
          "a share in (0, 1] and a spread in [0, 1), got " + share + " and " + spread);
    }
  }

  @Override
  public DifferentiableMap draw(RandomAt random, int height, int width) {
    double part = Math.min(1, share * random.uniform(1 - spread, 1 + spread));
    double left = random.uniform(0, (1 - part) * (width - 1));
    double top = random.uniform(0, (1 - part) * (height - 1));
    return new Resampling(part, 0, left, 0, part, top);
  }
}
