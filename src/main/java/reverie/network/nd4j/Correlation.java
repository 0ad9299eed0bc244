package reverie.network.nd4j;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.INDArrayIndex;
import org.nd4j.linalg.indexing.NDArrayIndex;
import reverie.network.Convolution;
import reverie.network.Window;

/** Sliding kernels over {@code [n, h, w, c]}: plain, depthwise or in groups. */
abstract class Correlation {
  /** ND4J's number for the order in which kernels lie in {@link Convolution#kernels}. */
  static final int OUTPUTS_INPUTS_ROWS_COLUMNS = 1;

  /**
   * Puts the kernels into ND4J's arrays.
   *
   * @param window kernel and dilation; the rest is given with each call
   * @param kernels {@code [outputs][inputs / groups][kernelHeight][kernelWidth]}
   * @param bias {@code [outputs]}
   */
  static Correlation of(
      int groups, int inputs, int outputs, Window window, float[] kernels, float[] bias) {
    if (groups == 1) {
      return new Plain(inputs, outputs, window, kernels, bias);
    }
    return groups == inputs
        ? new Depthwise(inputs, outputs, window, kernels, bias)
        : new Grouped(groups, inputs, outputs, window, kernels, bias);
  }

  /** The input framed by zeros, correlated with the kernels, plus bias: a new array. */
  final INDArray apply(INDArray x, Margins margins, int strideHeight, int strideWidth) {
    return margins.symmetric()
        ? compute(x, margins.top(), margins.left(), strideHeight, strideWidth)
        : compute(margins.around(x, 0), 0, 0, strideHeight, strideWidth);
  }

  /** As {@link #apply}, with so many rows of zeros above and below, columns left and right. */
  abstract INDArray compute(INDArray x, int rows, int columns, int down, int across);

  /** The integer arguments that ND4J's convolutions share; not "same", NHWC. */
  static int[] arguments(Window w, int rows, int columns, int down, int across, int weightFormat) {
    return new int[] {
      w.kernelHeight(),
      w.kernelWidth(),
      down,
      across,
      rows,
      columns,
      w.dilationHeight(),
      w.dilationWidth(),
      0,
      1,
      weightFormat
    };
  }

  private static final class Plain extends Correlation {
    private final Window window;
    private final INDArray kernels;
    private final INDArray bias;

    Plain(int inputs, int outputs, Window window, float[] kernels, float[] bias) {
      this.window = window;
      this.kernels =
          Nd4j.create(
              kernels,
              new long[] {outputs, inputs, window.kernelHeight(), window.kernelWidth()},
              'c');
      this.bias = Nd4j.createFromArray(bias);
    }

    @Override
    INDArray compute(INDArray x, int rows, int columns, int down, int across) {
      if (kernels.size(2) * kernels.size(3) == 1 && rows + columns == 0 && down * across == 1) {
        return pointwise(x);
      }
      return NamedOp.run(
          "conv2d",
          new INDArray[] {x, kernels, bias},
          new double[0],
          arguments(window, rows, columns, down, across, OUTPUTS_INPUTS_ROWS_COLUMNS));
    }

    /** One product of matrices, without ND4J's copy of the windows. */
    private INDArray pointwise(INDArray x) {
      INDArray rows = Layout.rows(x);
      INDArray y = Nd4j.createUninitialized(x.dataType(), rows.size(0), kernels.size(0));
      rows.mmul(kernels.reshape('c', kernels.size(0), kernels.size(1)).transpose(), y);
      return y.addiRowVector(bias).reshape('c', x.size(0), x.size(1), x.size(2), kernels.size(0));
    }
  }

  private static final class Depthwise extends Correlation {
    private static final int ROWS_COLUMNS_INPUTS_MULTIPLIER = 0;

    private final Window window;
    private final INDArray kernels;
    private final INDArray bias;

    Depthwise(int inputs, int outputs, Window window, float[] kernels, float[] bias) {
      this.window = window;
      this.kernels =
          Nd4j.create(
                  kernels,
                  new long[] {
                    inputs, outputs / inputs, window.kernelHeight(), window.kernelWidth()
                  },
                  'c')
              .permute(2, 3, 0, 1)
              .dup('c');
      this.bias = Nd4j.createFromArray(bias);
    }

    @Override
    INDArray compute(INDArray x, int rows, int columns, int down, int across) {
      return NamedOp.run(
          "depthwise_conv2d",
          new INDArray[] {x, kernels, bias},
          new double[0],
          arguments(window, rows, columns, down, across, ROWS_COLUMNS_INPUTS_MULTIPLIER));
    }
  }

  private static final class Grouped extends Correlation {
    private final List<Correlation> groups = new ArrayList<>();
    private final int inputsOfEach;

    Grouped(int count, int inputs, int outputs, Window window, float[] kernels, float[] bias) {
      inputsOfEach = inputs / count;
      int outputsOfEach = outputs / count;
      int size = kernels.length / count;
      for (int g = 0; g < count; g++) {
        groups.add(
            new Plain(
                inputsOfEach,
                outputsOfEach,
                window,
                Arrays.copyOfRange(kernels, g * size, (g + 1) * size),
                Arrays.copyOfRange(bias, g * outputsOfEach, (g + 1) * outputsOfEach)));
      }
    }

    @Override
    INDArray compute(INDArray x, int rows, int columns, int down, int across) {
      INDArrayIndex all = NDArrayIndex.all();
      INDArray[] parts = new INDArray[groups.size()];
      for (int g = 0; g < parts.length; g++) {
        INDArray part =
            x.get(all, all, all, NDArrayIndex.interval(g * inputsOfEach, (g + 1) * inputsOfEach))
                .dup('c');
        parts[g] = groups.get(g).compute(part, rows, columns, down, across);
      }
      return Nd4j.concat(3, parts);
    }
  }
}
