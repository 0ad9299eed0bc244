package reverie.optimize;

import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Smooths or balances a gradient before the step is taken. Made by {@link GradientFilters}. Works
 * on the planes {@code [h, w]} of the last two axes.
 */
@FunctionalInterface
public interface GradientFilter {
  /**
   * Changes a gradient {@code [n, c, h, w]}, dense, in place.
   *
   * @param progress the share of the phase's steps that are done when this one is, in (0, 1]
   */
  void apply(INDArray gradient, double progress);
}
