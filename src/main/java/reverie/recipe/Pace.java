package reverie.recipe;

import java.util.function.Function;
import org.nd4j.linalg.api.ndarray.INDArray;
import reverie.image.Picture;
import reverie.optimize.LossFunction;
import reverie.optimize.Phase;
import reverie.optimize.Position;
import reverie.tensor.IndexMap;
import reverie.tensor.PictureTensors;
import reverie.tensor.StepMemory;

/**
 * How long a work's steps take, told by a few of them on a part of its picture: the time for a
 * pixel is about the same at every size.
 */
final class Pace {
  /** Pixels times steps of a work below which it is over before it could be timed. */
  private static final double WORTH = 6e7;

  /** Sides of the part, in pixels. */
  private static final int HEIGHT = 512;

  private static final int WIDTH = 640;

  private static final Position FIRST = new Position(0, 1, 0, 1, 0, 1);

  private Pace() {}

  /** Whether a work of so many pixels times steps is worth being timed. */
  static boolean worth(double pixelSteps) {
    return pixelSteps >= WORTH;
  }

  /** The middle of a picture, or all of a small one. */
  static Picture part(Picture picture) {
    int height = Math.min(HEIGHT, picture.height());
    int width = Math.min(WIDTH, picture.width());
    INDArray middle =
        IndexMap.identity(picture.height(), picture.width())
            .window(
                picture,
                (picture.height() - height) / 2,
                (picture.width() - width) / 2,
                height,
                width);
    return Picture.of(width, height, PictureTensors.rgb(middle));
  }

  /**
   * Seconds of a step for each pixel.
   *
   * @param phase of a {@link #part}, as the work has them
   */
  static double secondsPerPixel(Picture part, Function<Picture, Phase> phase) {
    INDArray parameters = PictureTensors.of(part);
    LossFunction function = phase.apply(part).function().at(FIRST);
    double least = Double.POSITIVE_INFINITY;
    // The first touches its memory and is not counted.
    for (int i = 0; i < 3; i++) {
      long from = System.nanoTime();
      step(function, parameters);
      if (i > 0) {
        least = Math.min(least, (System.nanoTime() - from) / 1e9);
      }
    }
    StepMemory.release();
    parameters.close();
    return least / ((double) part.width() * part.height());
  }

  @SuppressWarnings("try")
  private static void step(LossFunction function, INDArray parameters) {
    try (StepMemory memory = StepMemory.open()) {
      function.at(parameters);
    }
  }
}
