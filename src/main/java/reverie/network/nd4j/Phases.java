package reverie.network.nd4j;

import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Takes pictures apart into phases, the pixels whose row and column leave the same remainders, and
 * puts them together again: a window that moves by strides moves by single pixels there.
 *
 * @param down rows from pixel to pixel of a phase
 * @param across columns from pixel to pixel of a phase
 */
record Phases(long down, long across) {
  /** {@code [n, h down, w across, c]} to {@code [n, h, w, down across c]}. */
  INDArray apart(INDArray x) {
    if (down * across == 1) {
      return x;
    }
    long h = x.size(1) / down;
    long w = x.size(2) / across;
    return x.reshape('c', x.size(0), h, down, w, across, x.size(3))
        .permute(0, 1, 3, 2, 4, 5)
        .dup('c')
        .reshape('c', x.size(0), h, w, down * across * x.size(3));
  }

  /** The opposite. */
  INDArray together(INDArray x) {
    if (down * across == 1) {
      return x;
    }
    long c = x.size(3) / (down * across);
    return x.reshape('c', x.size(0), x.size(1), x.size(2), down, across, c)
        .permute(0, 1, 3, 2, 4, 5)
        .dup('c')
        .reshape('c', x.size(0), x.size(1) * down, x.size(2) * across, c);
  }
}
