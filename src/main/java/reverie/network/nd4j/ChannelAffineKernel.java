package reverie.network.nd4j;

import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import reverie.network.ChannelAffine;
import reverie.network.GradientRule;

/** {@link ChannelAffine}. */
final class ChannelAffineKernel implements Kernel {
  private final INDArray scale;
  private final INDArray shift;

  ChannelAffineKernel(ChannelAffine operation) {
    scale = Nd4j.createFromArray(operation.scale());
    shift = Nd4j.createFromArray(operation.shift());
  }

  @Override
  public Computed apply(List<INDArray> inputs, GradientRule rule) {
    INDArray x = inputs.get(0);
    INDArray y = Layout.rows(x).mulRowVector(scale).addiRowVector(shift).reshape('c', x.shape());
    return new Computed(
        y,
        gradient ->
            List.of(Layout.rows(gradient).mulRowVector(scale).reshape('c', gradient.shape())));
  }
}
