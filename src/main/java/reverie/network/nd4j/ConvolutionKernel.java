package reverie.network.nd4j;

import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;
import reverie.network.Activation;
import reverie.network.Convolution;
import reverie.network.GradientRule;
import reverie.network.Window;

/** {@link Convolution}: a filter and its activation. */
final class ConvolutionKernel implements Kernel {
  private final Convolution operation;
  private final Filter filter;

  ConvolutionKernel(Convolution operation) {
    this.operation = operation;
    this.filter = Filter.of(operation);
  }

  @Override
  public Computed apply(List<INDArray> inputs, GradientRule rule) {
    Activation f = operation.activation();
    INDArray x = inputs.get(0);
    int height = (int) x.size(1);
    int width = (int) x.size(2);
    Window window = operation.window().resolved(height, width);
    INDArray y = filter.apply(x, window);
    ActivationFunction.inPlace(f, y);
    return new Computed(
        y,
        gradient ->
            List.of(
                filter.back(height, width, window, ActivationFunction.back(rule, f, y, gradient))));
  }
}
