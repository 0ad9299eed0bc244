package reverie.network.nd4j;

import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import reverie.network.Activation;
import reverie.network.Dense;
import reverie.network.GradientRule;

/** {@link Dense}. */
final class DenseKernel implements Kernel {
  private final Activation activation;

  /** {@code [outputs, inputs]}. */
  private final INDArray weights;

  private final INDArray bias;

  DenseKernel(Dense operation) {
    activation = operation.activation();
    weights =
        Nd4j.create(operation.weights(), new long[] {operation.outputs(), operation.inputs()}, 'c');
    bias = Nd4j.createFromArray(operation.bias());
  }

  @Override
  public Computed apply(List<INDArray> inputs, GradientRule rule) {
    INDArray x = Layout.rows(inputs.get(0));
    INDArray y = Nd4j.create(x.dataType(), new long[] {x.rows(), weights.rows()}, 'c');
    x.mmul(weights.transpose(), y);
    y.addiRowVector(bias);
    ActivationFunction.inPlace(activation, y);
    INDArray output = y.reshape('c', x.rows(), 1, 1, weights.rows());
    return new Computed(
        output,
        gradient -> {
          INDArray inner = Layout.rows(ActivationFunction.back(rule, activation, output, gradient));
          INDArray back = Nd4j.create(x.dataType(), x.shape(), 'c');
          inner.mmul(weights, back);
          return List.of(back.reshape('c', x.rows(), 1, 1, weights.columns()));
        });
  }
}
