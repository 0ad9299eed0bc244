package reverie.network.nd4j;

import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import reverie.network.GradientRule;
import reverie.network.Upsampling;

/** {@link Upsampling}: one interpolation matrix for rows and one for columns. */
record UpsamplingKernel(Upsampling operation) implements Kernel {
  @Override
  public Computed apply(List<INDArray> inputs, GradientRule rule) {
    INDArray x = inputs.get(0);
    INDArray rows = interpolation((int) x.size(1));
    INDArray columns = interpolation((int) x.size(2));
    return new Computed(
        along(2, columns, along(1, rows, x)),
        gradient -> List.of(along(1, rows.transpose(), along(2, columns.transpose(), gradient))));
  }

  /** {@code [size * factor, size]}: the weights of the inputs in each output. */
  private INDArray interpolation(int size) {
    int factor = operation.factor();
    float[] weights = new float[size * factor * size];
    for (int i = 0; i < size * factor; i++) {
      if (operation.bilinear()) {
        double at = (i + 0.5) / factor - 0.5;
        int before = (int) Math.floor(at);
        weights[i * size + Math.max(before, 0)] += (float) (1 - (at - before));
        weights[i * size + Math.min(before + 1, size - 1)] += (float) (at - before);
      } else {
        weights[i * size + i / factor] = 1;
      }
    }
    return Nd4j.create(weights, new long[] {(long) size * factor, size}, 'c');
  }

  /** The matrix times every column along an axis. */
  private static INDArray along(int axis, INDArray matrix, INDArray array) {
    int[] toFront = axis == 1 ? new int[] {1, 0, 2, 3} : new int[] {2, 0, 1, 3};
    int[] back = axis == 1 ? toFront : new int[] {1, 2, 0, 3};
    INDArray front = array.permute(toFront).dup('c');
    long[] shape = front.shape();
    INDArray product =
        Nd4j.create(array.dataType(), new long[] {matrix.rows(), front.length() / shape[0]}, 'c');
    matrix.mmul(front.reshape('c', shape[0], front.length() / shape[0]), product);
    return product.reshape('c', matrix.rows(), shape[1], shape[2], shape[3]).permute(back).dup('c');
  }
}
