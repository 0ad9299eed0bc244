package reverie.network.nd4j;

import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;
import reverie.network.GradientRule;
import reverie.network.Softmax;

/** {@link Softmax}. */
record SoftmaxKernel() implements Kernel {
  @Override
  public Computed apply(List<INDArray> inputs, GradientRule rule) {
    INDArray y = NamedOp.run("softmax", new INDArray[] {inputs.get(0)}, new double[0], 3);
    return new Computed(y, gradient -> List.of(back(y, gradient)));
  }

  /** y (g - sum of g y). */
  private static INDArray back(INDArray y, INDArray gradient) {
    INDArray rows = Layout.rows(gradient);
    INDArray mean = Layout.rows(gradient.mul(y)).sum(1);
    return rows.subColumnVector(mean).muli(Layout.rows(y)).reshape('c', y.shape());
  }
}
