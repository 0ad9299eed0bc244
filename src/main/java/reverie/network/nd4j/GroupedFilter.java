package reverie.network.nd4j;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiFunction;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.INDArrayIndex;
import org.nd4j.linalg.indexing.NDArrayIndex;
import reverie.network.Convolution;
import reverie.network.Window;

/** Groups of channels, each with a filter of its own. */
final class GroupedFilter implements Filter {
  private final List<Filter> filters = new ArrayList<>();

  GroupedFilter(Convolution op) {
    int outputs = op.outputChannels() / op.groups();
    int size = op.kernels().length / op.groups();
    for (int g = 0; g < op.groups(); g++) {
      filters.add(
          new DenseFilter(
              new Convolution(
                  op.inputChannels() / op.groups(),
                  outputs,
                  1,
                  op.window(),
                  Arrays.copyOfRange(op.kernels(), g * size, (g + 1) * size),
                  Arrays.copyOfRange(op.bias(), g * outputs, (g + 1) * outputs),
                  op.activation())));
    }
  }

  @Override
  public INDArray apply(INDArray x, Window window) {
    return each(x, (filter, part) -> filter.apply(part, window));
  }

  @Override
  public INDArray back(int height, int width, Window window, INDArray gradient) {
    return each(gradient, (filter, part) -> filter.back(height, width, window, part));
  }

  private INDArray each(INDArray array, BiFunction<Filter, INDArray, INDArray> work) {
    INDArrayIndex all = NDArrayIndex.all();
    long size = array.size(3) / filters.size();
    INDArray[] results = new INDArray[filters.size()];
    for (int g = 0; g < results.length; g++) {
      INDArray part =
          array.get(all, all, all, NDArrayIndex.interval(g * size, (g + 1) * size)).dup('c');
      results[g] = work.apply(filters.get(g), part);
    }
    return Nd4j.concat(3, results);
  }
}
