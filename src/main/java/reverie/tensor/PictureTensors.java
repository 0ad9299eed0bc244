package reverie.tensor;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import reverie.image.Picture;

/** Pictures as arrays {@code [1, 3, h, w]} in [0, 1], and back. */
public final class PictureTensors {
  private PictureTensors() {}

  /** The picture's colours; the caller owns the array. */
  public static INDArray of(Picture picture) {
    return IndexMap.identity(picture.height(), picture.width())
        .window(picture, 0, 0, picture.height(), picture.width());
  }

  /** Planar RGB, {@code [3][h][w]}, as an array; the values are copied. */
  public static INDArray of(float[] rgb, int height, int width) {
    return Nd4j.createFromArray(rgb).reshape(1, 3, height, width);
  }

  /** The values of an image {@code [1, 3, h, w]} as planar RGB, {@code [3][h][w]}, copied. */
  public static float[] rgb(INDArray image) {
    return image.reshape(-1).toFloatVector();
  }
}
