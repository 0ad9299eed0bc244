package reverie.recipe;

import reverie.image.Picture;
import reverie.tensor.RandomAt;

/** Photos for tests: soft shapes of many colours with a little grain, a function of their size. */
public final class Photos {
  private Photos() {}

  /** An opaque photo of 8 bits a channel, away from black and white. */
  public static Picture of(int width, int height) {
    RandomAt grain = RandomAt.of(3, 0, 0);
    float[] rgb = new float[3 * width * height];
    for (int c = 0; c < 3; c++) {
      for (int y = 0; y < height; y++) {
        for (int x = 0; x < width; x++) {
          double wave = Math.sin(0.19 * x + 0.5 * c) * Math.cos(0.13 * y - 0.7 * c);
          double disc = Math.hypot(x - 0.4 * width, y - 0.6 * height) < 0.25 * height ? 0.2 : 0;
          double value = 0.45 + 0.2 * wave + disc * (c - 0.5) + grain.uniform(-0.03, 0.03);
          rgb[(c * height + y) * width + x] = Math.round(value * 255) / 255f;
        }
      }
    }
    return Picture.of(width, height, rgb);
  }
}
