package reverie.network.nd4j;

import java.util.Map;
import java.util.TreeMap;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import reverie.network.Convolution;
import reverie.network.Window;
import reverie.network.Window.Padding;

/**
 * A convolution in one group. With a stride it is one of stride 1 on the picture's {@link Phases},
 * whose kernel is smaller by the stride and has more channels; and the way back is one of stride 1
 * with the flipped kernel.
 */
final class DenseFilter implements Filter {
  private final Phases phases;

  /** Rows and columns of the kernel on phases. */
  private final int height;

  private final int width;

  private final ShiftedProducts forward;
  private final ShiftedProducts backward;
  private final INDArray bias;

  DenseFilter(Convolution op) {
    Window w = op.window();
    phases = new Phases(w.strideHeight(), w.strideWidth());
    height = (w.kernelHeight() - 1) * w.dilationHeight() / w.strideHeight() + 1;
    width = (w.kernelWidth() - 1) * w.dilationWidth() / w.strideWidth() + 1;
    forward = new ShiftedProducts(height, width);
    backward = new ShiftedProducts(height, width);
    bias = Nd4j.createFromArray(op.bias());
    int inputs = op.inputChannels() * w.strideHeight() * w.strideWidth();
    int outputs = op.outputChannels();
    for (var tap : matrices(op, inputs).entrySet()) {
      int down = tap.getKey() / width;
      int across = tap.getKey() % width;
      forward.add(down, across, inputs, outputs, tap.getValue());
      backward.add(
          height - 1 - down,
          width - 1 - across,
          outputs,
          inputs,
          transposed(tap.getValue(), inputs, outputs));
    }
  }

  /** By tap on phases: {@code [row phase][column phase][input][output]}. */
  private static Map<Integer, float[]> matrices(Convolution op, int inputs) {
    Window w = op.window();
    int width = (w.kernelWidth() - 1) * w.dilationWidth() / w.strideWidth() + 1;
    int outputs = op.outputChannels();
    int taps = w.kernelHeight() * w.kernelWidth();
    Map<Integer, float[]> matrices = new TreeMap<>();
    for (int t = 0; t < taps; t++) {
      int down = t / w.kernelWidth() * w.dilationHeight();
      int across = t % w.kernelWidth() * w.dilationWidth();
      float[] matrix =
          matrices.computeIfAbsent(
              down / w.strideHeight() * width + across / w.strideWidth(),
              tap -> new float[inputs * outputs]);
      int phase = down % w.strideHeight() * w.strideWidth() + across % w.strideWidth();
      for (int i = 0; i < op.inputChannels(); i++) {
        for (int o = 0; o < outputs; o++) {
          matrix[(phase * op.inputChannels() + i) * outputs + o] =
              op.kernels()[(o * op.inputChannels() + i) * taps + t];
        }
      }
    }
    return matrices;
  }

  private static float[] transposed(float[] matrix, int rows, int columns) {
    float[] transposed = new float[matrix.length];
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < columns; j++) {
        transposed[j * rows + i] = matrix[i * columns + j];
      }
    }
    return transposed;
  }

  @Override
  public INDArray apply(INDArray x, Window window) {
    INDArray framed = frame(window, (int) x.size(1), (int) x.size(2)).around(x, 0);
    INDArray y = forward.apply(phases.apart(framed));
    Layout.rows(y).addiRowVector(bias);
    return y;
  }

  @Override
  public INDArray back(int rows, int columns, Window window, INDArray gradient) {
    Margins around = new Margins(height - 1, height - 1, width - 1, width - 1);
    INDArray framed = phases.together(backward.apply(around.around(gradient, 0)));
    return frame(window, rows, columns).inverse().around(framed, 0);
  }

  /** The padding, with whole phases up to the end of the last window. */
  private Margins frame(Window w, int rows, int columns) {
    Padding p = w.padding();
    int framedRows = (w.outputHeight(rows, false) + height - 1) * w.strideHeight();
    int framedColumns = (w.outputWidth(columns, false) + width - 1) * w.strideWidth();
    return new Margins(
        p.top(), framedRows - rows - p.top(), p.left(), framedColumns - columns - p.left());
  }
}
