package reverie.recipe;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import reverie.image.Picture;

/**
 * A way to fool a network.
 *
 * @param name what a user calls it
 * @param summary what it does, in a few words
 * @param start what it begins with
 * @param steps at most so many, where the user does not say
 * @param confidence where it stops, where the user does not say
 * @param epsilon how far it goes from a photo, in 1/255, where the user does not say; by norm
 * @param attack does it
 */
public record FoolMethod(
    String name,
    String summary,
    Start start,
    int steps,
    double confidence,
    Bounds epsilon,
    Attack attack) {
  /** What a method begins with. */
  public enum Start {
    /** Random pixels, or a photo that may change without bounds. */
    ANYTHING,
    /** Random pictures only. */
    NOISE,
    /** A photo. */
    PHOTO
  }

  /**
   * Bounds by norm, in 1/255.
   *
   * @param linf of the largest change
   * @param l2 of the root of the sum of squares
   */
  public record Bounds(double linf, double l2) {
    /** The bound of that norm. */
    public double of(FoolSettings.Norm norm) {
      return norm == FoolSettings.Norm.LINF ? linf : l2;
    }
  }

  /** Does it. */
  @FunctionalInterface
  public interface Attack {
    /**
     * Fools the network.
     *
     * @param targets classes, from 0
     * @param photo of the settings' size
     * @param done told of each class when its picture is as good as it gets
     */
    void run(
        Classifier classifier,
        List<Integer> targets,
        Optional<Picture> photo,
        FoolSettings settings,
        RunContext context,
        Consumer<Fooled> done);
  }
}
