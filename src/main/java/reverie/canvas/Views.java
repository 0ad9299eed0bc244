package reverie.canvas;

import java.util.List;

/** The random views. */
public final class Views {
  /** Tells the numbers of views from those drawn in a step for other purposes: "view". */
  static final long SALT = 0x76696577L;

  private Views() {}

  /** The image as it is. */
  public static View none() {
    return compose(List.of());
  }

  /**
   * Rolled by up to that many pixels either way, what leaves on one side coming back on the other
   * (google/deepdream). Moves the seams of tiles and of strided layers about.
   *
   * @param pixels at least 0
   */
  public static View jitter(int pixels) {
    return new Jitter(pixels);
  }

  /**
   * Zoomed about its centre by a factor in [min, max]; above 1 is nearer. Always of the size it
   * had: what a smaller image would leave empty shows its mirror image.
   *
   * @param min above 0
   * @param max at least {@code min}
   */
  public static View scale(double min, double max) {
    return new Scale(min, max);
  }

  /**
   * Turned about its centre by up to that many degrees either way; the corners show its mirror
   * image.
   *
   * @param degrees at least 0
   */
  public static View rotate(double degrees) {
    return new Rotate(degrees);
  }

  /**
   * A part of it somewhere inside, enlarged to its size.
   *
   * @param share of each side, in (0, 1]
   * @param spread by what share of itself that varies either way, in [0, 1)
   */
  public static View zoom(double share, double spread) {
    return new Zoom(share, spread);
  }

  /**
   * With uniform noise on every number.
   *
   * @param size at most so much either way, of the range 1 of a colour
   */
  public static View grain(double size) {
    return new Grain(size);
  }

  /**
   * Framed by that many pixels of mid grey on each side: the edge of the picture becomes a thing
   * that can move.
   *
   * @param pixels at least 0
   */
  public static View pad(int pixels) {
    return new Pad(pixels);
  }

  /**
   * Within a frame of its own continuation: no layer sees an edge. Nothing is drawn: every look is
   * the same.
   *
   * @param pixels of the frame on each side, at least 0
   * @param down how far the image is moved inside the frame, at most {@code pixels} either way
   * @param right how far it is moved to the right
   */
  public static View framed(Edge edge, int pixels, int down, int right) {
    return new Framed(edge, pixels, down, right);
  }

  /**
   * One after the other, the first in the list first. Neighbours that only resample are drawn as
   * one resampling, which is faster and blurs once.
   */
  public static View compose(List<View> views) {
    return new Composed(List.copyOf(views));
  }

  /**
   * What feature visualisation uses (tensorflow/lucid): pad 12, jitter 8, scale 0.9 to 1.1, rotate
   * up to 10 degrees, jitter 4.
   */
  public static View standard() {
    return compose(List.of(pad(12), jitter(8), scale(0.9, 1.1), rotate(10), jitter(4)));
  }
}
