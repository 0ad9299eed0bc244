package reverie.network.nd4j;

import java.util.ArrayList;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.INDArrayIndex;
import org.nd4j.linalg.indexing.NDArrayIndex;
import reverie.network.Concat;
import reverie.network.GradientRule;

/** {@link Concat}. */
record ConcatKernel() implements Kernel {
  @Override
  public Computed apply(List<INDArray> inputs, GradientRule rule) {
    return new Computed(
        Nd4j.concat(3, inputs.toArray(INDArray[]::new)), gradient -> parts(inputs, gradient));
  }

  private static List<INDArray> parts(List<INDArray> inputs, INDArray gradient) {
    INDArrayIndex all = NDArrayIndex.all();
    List<INDArray> parts = new ArrayList<>();
    long from = 0;
    for (INDArray input : inputs) {
      long to = from + input.size(3);
      parts.add(gradient.get(all, all, all, NDArrayIndex.interval(from, to)).dup('c'));
      from = to;
    }
    return parts;
  }
}
