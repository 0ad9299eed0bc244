package reverie.network.nd4j;

import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;
import reverie.network.Flatten;
import reverie.network.GradientRule;

/** {@link Flatten}. */
record FlattenKernel(Flatten operation) implements Kernel {
  @Override
  public Computed apply(List<INDArray> inputs, GradientRule rule) {
    INDArray x = inputs.get(0);
    long n = x.size(0);
    long h = x.size(1);
    long w = x.size(2);
    long c = x.size(3);
    if (!operation.channelsFirst()) {
      // A copy, so that every layer's output is its own memory.
      return new Computed(
          x.dup('c').reshape('c', n, 1, 1, h * w * c),
          gradient -> List.of(gradient.reshape('c', n, h, w, c)));
    }
    return new Computed(
        x.permute(0, 3, 1, 2).dup('c').reshape('c', n, 1, 1, h * w * c),
        gradient -> List.of(gradient.reshape('c', n, c, h, w).permute(0, 2, 3, 1).dup('c')));
  }
}
