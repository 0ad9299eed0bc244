package reverie.network.nd4j;

import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;
import reverie.network.GlobalPooling;
import reverie.network.GradientRule;
import reverie.network.Pooling;
import reverie.network.Window;
import reverie.network.Window.Padding;

/** {@link GlobalPooling}: one window over each map. */
record GlobalPoolingKernel(GlobalPooling operation) implements Kernel {
  @Override
  public Computed apply(List<INDArray> inputs, GradientRule rule) {
    INDArray x = inputs.get(0);
    Window whole = new Window((int) x.size(1), (int) x.size(2), 1, 1, 1, 1, Padding.NONE);
    return new PoolingKernel(new Pooling(operation.type(), whole, false, false))
        .apply(inputs, rule);
  }
}
