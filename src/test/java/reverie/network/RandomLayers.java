package reverie.network;

import java.util.Random;

/** Layers with seeded random weights, scaled so that activations keep their size. */
final class RandomLayers {
  private final Random random;

  RandomLayers(long seed) {
    random = new Random(seed);
  }

  Convolution convolution(int in, int out, Window window) {
    return convolution(in, out, 1, window, Activation.IDENTITY);
  }

  Convolution convolution(int in, int out, int groups, Window window, Activation activation) {
    int fan = in / groups * window.kernelHeight() * window.kernelWidth();
    return new Convolution(
        in,
        out,
        groups,
        window,
        numbers(out * fan, 1 / Math.sqrt(fan), 0),
        numbers(out, 0.2, 0.1),
        activation);
  }

  Dense dense(int in, int out, Activation activation) {
    return new Dense(
        in, out, numbers(in * out, 1 / Math.sqrt(in), 0), numbers(out, 0.2, 0.1), activation);
  }

  ChannelAffine affine(int channels) {
    return new ChannelAffine(numbers(channels, 0.4, 1), numbers(channels, 0.3, 0));
  }

  private float[] numbers(int count, double deviation, double mean) {
    float[] made = new float[count];
    for (int i = 0; i < count; i++) {
      made[i] = (float) (mean + deviation * random.nextGaussian());
    }
    return made;
  }

  /** Standard normal numbers that float32 holds exactly. */
  static Features noise(long seed, int n, FeatureShape shape) {
    Random random = new Random(seed);
    Features made = Features.zeros(n, shape.channels(), shape.height(), shape.width());
    for (int i = 0; i < made.values().length; i++) {
      made.values()[i] = (float) random.nextGaussian();
    }
    return made;
  }
}
