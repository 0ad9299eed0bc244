package reverie.network;

import java.util.Set;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A frozen network, compiled for a compute engine; it may be shared between threads. Native memory
 * is freed by closing it.
 */
public interface Network extends AutoCloseable {
  /** What is computed: layers, shapes, parameters. */
  Graph graph();

  /**
   * Runs the network as far as the deepest tap, keeping what the way back needs, which is by
   * derivatives.
   *
   * @param image {@code [n, c, h, w]}, float32, in the architecture's own range
   * @param taps layers whose activations are wanted, at least one
   * @throws reverie.support.UserException if a layer is unknown or the image is too small
   */
  default ForwardPass forward(INDArray image, Set<String> taps) {
    return forward(image, taps, GradientRule.NATURAL);
  }

  /**
   * As {@link #forward(INDArray, Set)}, with a rule for the way back.
   *
   * @param rule what rectifiers let back; activations do not depend on it
   */
  ForwardPass forward(INDArray image, Set<String> taps, GradientRule rule);

  /**
   * Takes the memory that passes of this size need, so that smaller ones find it there too; a work
   * of several sizes asks for its largest first.
   *
   * @throws reverie.support.UserException if the machine has not so much, before any is taken; or
   *     as {@link #forward}
   */
  default void reserve(int batch, int height, int width, Set<String> taps) {
    graph().shapes(graph().needed(taps), height, width);
  }

  /**
   * The bytes of memory that a pass of this size takes, forward and back, beside the network's
   * weights; none are taken. By itself an upper bound: every layer's numbers, and as many for their
   * gradients.
   *
   * @throws reverie.support.UserException as {@link #forward}
   */
  default long passBytes(int batch, int height, int width, Set<String> taps) {
    return graph().numbers(taps, height, width) * batch * 2 * Float.BYTES;
  }

  @Override
  void close();
}
