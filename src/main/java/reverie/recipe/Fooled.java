package reverie.recipe;

import java.util.Map;
import java.util.Optional;
import reverie.image.Picture;

/**
 * A picture that a network takes for what it is not.
 *
 * @param target the class, from 0
 * @param picture of 8 bits: each colour is one of 256 levels
 * @param confidence how sure the network is
 * @param steps how many were taken, or generations
 * @param start what it began as; none for evolution
 * @param snapshots pictures on the way, by the confidence that they passed
 */
public record Fooled(
    int target,
    Picture picture,
    double confidence,
    int steps,
    Optional<Picture> start,
    Map<Double, Picture> snapshots) {
  /** Keeps a copy of the map. */
  public Fooled {
    snapshots = Map.copyOf(snapshots);
  }

  /**
   * How far it is from a photo of its size, in 1/255.
   *
   * @param grey whether both are grey, and one colour counts for all
   */
  public double distance(Picture photo, FoolSettings.Norm norm, boolean grey) {
    int count = picture.rgb().length / (grey ? 3 : 1);
    double sum = 0;
    double largest = 0;
    for (int i = 0; i < count; i++) {
      double d = Ball.LEVELS * Math.abs(picture.rgb()[i] - photo.rgb()[i]);
      sum += d * d;
      largest = Math.max(largest, d);
    }
    return norm == FoolSettings.Norm.LINF ? largest : Math.sqrt(sum);
  }
}
