package reverie.canvas;

import org.nd4j.linalg.api.ndarray.INDArray;
import reverie.tensor.PictureTensors;
import reverie.tensor.Traced;

/**
 * A canvas that shows only where a mask is white; elsewhere a photo stays as it is, to the last
 * bit, whatever the parameters. {@code image = photo + mask (painting - photo)}.
 */
record Masked(Canvas canvas, INDArray photo, INDArray mask) implements WrappingCanvas {
  Masked {
    Sizes.checkImage(photo, canvas.height(), canvas.width());
    if (mask.rank() != 4
        || mask.size(1) != 1
        || mask.size(2) != canvas.height()
        || mask.size(3) != canvas.width()) {
      throw new IllegalArgumentException(
          "a mask [1, 1, " + canvas.height() + ", " + canvas.width() + "]");
    }
    mask = mask.broadcast(photo.shape()).dup('c');
  }

  @Override
  public Traced paint(INDArray parameters) {
    Traced painting = canvas.paint(parameters);
    INDArray image = painting.value().sub(photo).muli(mask).addi(photo);
    return new Traced(image, gradient -> painting.pullback().apply(gradient.mul(mask)));
  }

  @Override
  public Canvas resized(int height, int width) {
    INDArray one = resized(mask, height, width).slice(0).slice(0).dup('c');
    return new Masked(
        canvas.resized(height, width),
        resized(photo, height, width),
        one.reshape(1, 1, height, width));
  }

  /** Each plane resampled, within [0, 1]. */
  private static INDArray resized(INDArray planes, int height, int width) {
    float[] values =
        reverie.image.Resampling.resize(
            planes.reshape(planes.length()).toFloatVector(),
            (int) planes.size(1),
            (int) planes.size(2),
            (int) planes.size(3),
            height,
            width);
    for (int i = 0; i < values.length; i++) {
      values[i] = Math.max(0, Math.min(1, values[i]));
    }
    return PictureTensors.of(values, height, width).castTo(planes.dataType());
  }
}
