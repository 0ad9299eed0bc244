package reverie.network.nd4j;

import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;
import reverie.network.GradientRule;

/** One layer, ready to compute. Immutable; it may be shared between threads. */
interface Kernel {
  /**
   * The layer's output for these inputs, which are not changed.
   *
   * @param inputs {@code [n, h, w, c]} each
   * @param rule what rectifiers let back
   */
  Computed apply(List<INDArray> inputs, GradientRule rule);

  /** The way back from a layer's output to its inputs. */
  @FunctionalInterface
  interface Back {
    /**
     * d loss / d input for each input. They may share memory with each other and with {@code
     * gradient}: nobody changes them.
     *
     * @param gradient d loss / d output
     */
    List<INDArray> apply(INDArray gradient);
  }

  /**
   * What a layer made.
   *
   * @param output {@code [n, h, w, c]}
   * @param back the way back
   */
  record Computed(INDArray output, Back back) {}
}
