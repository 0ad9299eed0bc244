package reverie.zoo;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import reverie.weights.Weights;

/**
 * Weights of Keras Applications without their topology, in the layouts of a {@link Draft}: kernels
 * {@code [h, w, in, out]} become {@code [out, in, h, w]}, matrices {@code [in, out]} become {@code
 * [out, in]}, and the first matrix, which Keras feeds row by row, reads channel by channel.
 */
final class KerasArrays {
  /** "caffe" of Keras Applications: blue, green, red from 0 to 255, less these means. */
  private static final float[] MEANS = {123.68f, 116.779f, 103.939f};

  private KerasArrays() {}

  /**
   * A dialect of arrays {@code LAYER/kernel} and {@code LAYER/bias}, for pictures in Caffe's range.
   *
   * @param height of the maps that the first matrix reads
   * @param width of them
   */
  static Dialect dialect(Design design, Model.Suggested suggested, int height, int width) {
    return new Dialect(
        "Keras",
        design,
        List.of(),
        caffe(),
        true,
        suggested,
        weights -> torch(weights, height * width));
  }

  /** Red, green, blue from [0, 1] to [0, 255] less ImageNet's means. */
  static Preprocessing caffe() {
    return new Preprocessing(
        new float[] {255, 255, 255}, new float[] {-MEANS[0], -MEANS[1], -MEANS[2]});
  }

  private static Weights torch(Weights keras, int positions) {
    Map<String, Weights.Tensor> tensors = new LinkedHashMap<>();
    boolean first = true;
    for (Map.Entry<String, Weights.Tensor> entry : keras.tensors().entrySet()) {
      String name = entry.getKey();
      Weights.Tensor array = entry.getValue();
      long[] shape = array.shape();
      if (name.endsWith("/kernel") && shape.length == 4) {
        array =
            new Weights.Tensor(
                new long[] {shape[3], shape[2], shape[0], shape[1]},
                KerasWeights.outputsFirst(array.values(), (int) shape[3], (int) shape[2], null));
      } else if (name.endsWith("/kernel") && shape.length == 2) {
        array = matrix(array, first ? positions : 1);
        first = false;
      }
      tensors.put(name.replace("/kernel", ".weight").replace("/bias", ".bias"), array);
    }
    return new Weights(keras.source(), tensors, keras.metadata());
  }

  private static Weights.Tensor matrix(Weights.Tensor keras, int positions) {
    int in = (int) keras.shape()[0];
    int out = (int) keras.shape()[1];
    boolean maps = in % positions == 0;
    int channels = maps ? in / positions : in;
    float[] turned = new float[keras.values().length];
    for (int i = 0; i < in; i++) {
      int to = maps ? i % channels * positions + i / channels : i;
      for (int o = 0; o < out; o++) {
        turned[o * in + to] = keras.values()[i * out + o];
      }
    }
    return new Weights.Tensor(new long[] {out, in}, turned);
  }
}
