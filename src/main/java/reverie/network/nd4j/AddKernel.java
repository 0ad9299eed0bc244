package reverie.network.nd4j;

import java.util.Collections;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;
import reverie.network.Activation;
import reverie.network.Add;
import reverie.network.GradientRule;

/** {@link Add}. */
record AddKernel(Add operation) implements Kernel {
  @Override
  public Computed apply(List<INDArray> inputs, GradientRule rule) {
    Activation f = operation.activation();
    INDArray y = inputs.get(0).dup('c');
    for (INDArray further : inputs.subList(1, inputs.size())) {
      y.addi(further);
    }
    ActivationFunction.inPlace(f, y);
    return new Computed(
        y,
        gradient ->
            Collections.nCopies(inputs.size(), ActivationFunction.back(rule, f, y, gradient)));
  }
}
