package reverie.recipe;

import reverie.image.Picture;

/**
 * What a layer gave back of a photo.
 *
 * @param photo as the network saw it, of the picture's size
 * @param run the picture, of 8 bits, and how far it came
 */
public record Echo(Picture photo, RunResult run) {

  /**
   * How alike a layer finds two pictures, by the features F of one and T of the photo.
   *
   * @param error {@code mean((F - T)^2) / mean(T^2)}
   * @param cosine the mean over positions of the cosine of F and T there
   * @param length {@code |F| / |T|}
   */
  public record Likeness(double error, double cosine, double length) {}
}
