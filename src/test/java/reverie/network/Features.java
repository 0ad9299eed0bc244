package reverie.network;

import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A batch of feature maps as plain float64 numbers.
 *
 * @param n pictures
 * @param channels feature maps of each
 * @param height rows
 * @param width columns
 * @param values {@code [n][channels][height][width]}
 */
public record Features(int n, int channels, int height, int width, double[] values) {
  /** Checks the length. */
  public Features {
    if (values.length != (long) n * channels * height * width) {
      throw new IllegalArgumentException(values.length + " values");
    }
  }

  static Features zeros(int n, int channels, int height, int width) {
    return new Features(n, channels, height, width, new double[n * channels * height * width]);
  }

  /** One picture of one channel. */
  static Features plane(int height, int width, double... values) {
    return new Features(1, 1, height, width, values);
  }

  /** Copies {@code [n, c, h, w]}. */
  static Features channelsFirst(INDArray array) {
    double[] values = array.castTo(DataType.DOUBLE).dup('c').data().asDouble();
    return new Features(
        (int) array.size(0), (int) array.size(1), (int) array.size(2), (int) array.size(3), values);
  }

  /** Copies {@code [n, h, w, c]}. */
  static Features channelsLast(INDArray array) {
    return channelsFirst(array.permute(0, 3, 1, 2));
  }

  /** A float32 array {@code [n, c, h, w]}. */
  INDArray toChannelsFirst() {
    float[] floats = new float[values.length];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = (float) values[i];
    }
    return Nd4j.create(floats, new long[] {n, channels, height, width}, 'c');
  }

  /** A float32 array {@code [n, h, w, c]}. */
  INDArray toChannelsLast() {
    return toChannelsFirst().permute(0, 2, 3, 1).dup('c');
  }

  double at(int i, int c, int y, int x) {
    return values[((i * channels + c) * height + y) * width + x];
  }

  void set(int i, int c, int y, int x, double value) {
    values[((i * channels + c) * height + y) * width + x] = value;
  }
}
