package reverie.recipe;

import reverie.support.Ranges;

/**
 * How the lecture's network is trained; the defaults live here, once, and made the weights that are
 * built in.
 *
 * @param epochs how often each picture is seen, 1 to 1000
 * @param batch pictures a step, 1 to 10000
 * @param rate of Adam, 1e-6 to 1
 * @param shift pictures are moved by up to so many pixels either way, 0 to 8
 * @param heldOut share of the pictures that is not learnt from, 0.01 to 0.9
 * @param seed of the weights, the split and the order: the same seed gives the same bytes
 */
public record TrainSettings(
    int epochs, int batch, double rate, int shift, double heldOut, long seed) {
  /** How often each picture is seen. */
  public static final int EPOCHS = 20;

  /** Pictures a step. */
  public static final int BATCH = 50;

  /** Of Adam. */
  public static final double RATE = 0.001;

  /** Pixels either way. */
  public static final int SHIFT = 2;

  /** The share that is not learnt from. */
  public static final double HELD_OUT = 0.2;

  /** Of everything random. */
  public static final long SEED = 1;

  /** The defaults. */
  public static final TrainSettings DEFAULT =
      new TrainSettings(EPOCHS, BATCH, RATE, SHIFT, HELD_OUT, SEED);

  /**
   * Checks each value.
   *
   * @throws reverie.support.UsageException if one is out of its range
   */
  public TrainSettings {
    Ranges.check("--epochs", epochs, 1, 1000);
    Ranges.check("--batch", batch, 1, 10_000);
    Ranges.check("--rate", rate, 1e-6, 1);
    Ranges.check("--shift", shift, 0, 8);
    Ranges.check("--held-out", heldOut, 0.01, 0.9);
  }
}
