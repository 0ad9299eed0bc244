package reverie.recipe;

import java.util.Locale;
import reverie.support.Ranges;

/**
 * How the echo of a photo is painted; the defaults live here, once.
 *
 * @param size long side of the picture, in pixels; 0: the photo's own, at most {@link #SIZE}
 * @param steps 1 or more
 * @param rate how far a step goes, above 0
 * @param start what it begins with
 * @param seed of noise and looks: the same seed gives the same bytes
 */
public record EchoSettings(int size, int steps, double rate, Start start, long seed) {
  /** The longest side by itself, in pixels. */
  public static final int SIZE = 320;

  /** Steps of Adam. */
  public static final int STEPS = 128;

  /** Adam's rate, on Fourier coefficients. */
  public static final double RATE = 0.05;

  /** The longest side that may be asked for, in pixels. */
  public static final int LARGEST = 4096;

  /** What a picture begins with. */
  public enum Start {
    /** Faint noise about mid grey. */
    NOISE,
    /** Mid grey. */
    GREY,
    /** The photo itself. */
    PHOTO;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** All defaults. */
  public static final EchoSettings DEFAULT = new EchoSettings(0, STEPS, RATE, Start.NOISE, 0);

  /** Checks each value. */
  public EchoSettings {
    Ranges.check("--size", size, 0, LARGEST);
    Ranges.check("--steps", steps, 1, 1_000_000);
    Ranges.check("--rate", rate, 1e-6, 100);
  }
}
