package reverie.canvas;

/**
 * A way to parametrise images.
 *
 * @param name what a user calls it
 * @param summary what it is, in a few words
 * @param factory makes the canvas of a size
 */
public record CanvasKind(String name, String summary, Factory factory) {
  /** Makes the canvas of a size. */
  @FunctionalInterface
  public interface Factory {
    /** The canvas of images of {@code height} rows and {@code width} columns, both at least 1. */
    Canvas of(int height, int width);
  }

  /** The canvas of images of {@code height} rows and {@code width} columns, both at least 1. */
  public Canvas of(int height, int width) {
    return factory.of(height, width);
  }
}
