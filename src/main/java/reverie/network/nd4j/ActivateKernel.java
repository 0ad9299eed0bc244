package reverie.network.nd4j;

import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;
import reverie.network.Activate;
import reverie.network.Activation;
import reverie.network.GradientRule;

/** {@link Activate}. */
record ActivateKernel(Activate operation) implements Kernel {
  @Override
  public Computed apply(List<INDArray> inputs, GradientRule rule) {
    Activation f = operation.activation();
    INDArray x = inputs.get(0);
    if (f.invertible()) {
      INDArray y = x.dup('c');
      ActivationFunction.inPlace(f, y);
      return new Computed(y, gradient -> List.of(ActivationFunction.back(rule, f, y, gradient)));
    }
    return new Computed(
        ActivationFunction.of(f, x),
        gradient -> List.of(ActivationFunction.backFromInput(f, x, gradient)));
  }
}
