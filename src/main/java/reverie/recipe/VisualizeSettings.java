package reverie.recipe;

import java.util.Optional;
import reverie.image.Picture;
import reverie.support.Ranges;

/**
 * How units are visualised; the defaults live here, once. {@code docs/visualize.md} shows what each
 * does.
 *
 * @param method how the picture is painted
 * @param size side of the picture, in pixels
 * @param steps of ascent, 1 or more; 0 = the method's own
 * @param rate how far a step goes; 0 = the method's own
 * @param looks whether the picture is looked at from all sides; without, patterns of high frequency
 *     win
 * @param regularisation of pixels between steps; only the method of pixels has it
 * @param start a picture to begin with, of any size; empty for noise
 * @param diversity weight of what makes the pictures of one unit differ, 0 or more
 * @param alignment weight of what makes the pictures between two units alike, 0 or more
 * @param seed of noise and looks: the same seed gives the same bytes
 */
public record VisualizeSettings(
    VisualizeMethod method,
    int size,
    int steps,
    double rate,
    boolean looks,
    PixelRegularisation regularisation,
    Optional<Picture> start,
    double diversity,
    double alignment,
    long seed) {
  /** Side of the picture, in pixels, where the network takes it. */
  public static final int SIZE = 224;

  /** Weight of what makes pictures differ. */
  public static final double DIVERSITY = 30;

  /** Weight of what makes neighbours alike. */
  public static final double ALIGNMENT = 0.3;

  /** The longest side that may be asked for, in pixels. */
  public static final int LARGEST = 4096;

  /** Checks each value. */
  public VisualizeSettings {
    Ranges.check("--size", size, 1, LARGEST);
    Ranges.check("--steps", steps, 0, 1_000_000);
    Ranges.check("--rate", rate, 0, 100);
    Ranges.check("--diversity", diversity, 0, 1e6);
    Ranges.check("--alignment", alignment, 0, 1e6);
  }

  /** The defaults, of a picture that the network takes. */
  public static VisualizeSettings of(Session session) {
    return new VisualizeSettings(
        VisualizeMethods.ALL.get("fourier"),
        session.model().sideFor(SIZE),
        0,
        0,
        true,
        PixelRegularisation.SETS.get(PixelRegularisation.DEFAULT),
        Optional.empty(),
        DIVERSITY,
        ALIGNMENT,
        0);
  }

  /** These at another size. */
  public VisualizeSettings withSize(int side) {
    return new VisualizeSettings(
        method, side, steps, rate, looks, regularisation, start, diversity, alignment, seed);
  }

  /** These with another weight of what makes pictures differ. */
  VisualizeSettings withDiversity(double weight) {
    return new VisualizeSettings(
        method, size, steps, rate, looks, regularisation, start, weight, alignment, seed);
  }

  /** Steps that are taken. */
  int stepsTaken() {
    return steps == 0 ? method.steps() : steps;
  }

  /** The rate that is taken. */
  double rateTaken() {
    return rate == 0 ? method.rate() : rate;
  }
}
