package reverie.network.nd4j;

import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.ops.transforms.Transforms;
import reverie.network.GradientRule;
import reverie.network.LocalResponseNormalisation;

/** {@link LocalResponseNormalisation}: sums over neighbouring channels by a banded matrix. */
record LocalResponseNormalisationKernel(LocalResponseNormalisation operation) implements Kernel {
  @Override
  public Computed apply(List<INDArray> inputs, GradientRule rule) {
    INDArray x = Layout.rows(inputs.get(0));
    INDArray band = band(x.columns());
    INDArray scale = product(x.mul(x), band).addi(operation.k());
    INDArray power = Transforms.pow(scale, -operation.beta(), true);
    return new Computed(
        x.mul(power).reshape('c', inputs.get(0).shape()),
        gradient ->
            List.of(
                back(x, band, scale, power, Layout.rows(gradient)).reshape('c', gradient.shape())));
  }

  /** g s^-b - 2 b x (sum over neighbours of a g x s^(-b - 1)). */
  private INDArray back(
      INDArray x, INDArray band, INDArray scale, INDArray power, INDArray gradient) {
    INDArray through = gradient.mul(power);
    INDArray sums = product(through.mul(x).divi(scale), band);
    return through.subi(sums.muli(x).muli(2 * operation.beta()));
  }

  /** alpha / size where two channels are neighbours; symmetric. */
  private INDArray band(int channels) {
    float[] band = new float[channels * channels];
    int reach = operation.size() / 2;
    for (int i = 0; i < channels; i++) {
      for (int j = Math.max(0, i - reach); j <= Math.min(channels - 1, i + reach); j++) {
        band[i * channels + j] = operation.alpha() / operation.size();
      }
    }
    return Nd4j.create(band, new long[] {channels, channels}, 'c');
  }

  private static INDArray product(INDArray rows, INDArray matrix) {
    INDArray product = Nd4j.create(rows.dataType(), rows.shape(), 'c');
    return rows.mmul(matrix, product);
  }
}
