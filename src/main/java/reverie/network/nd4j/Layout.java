package reverie.network.nd4j;

import org.nd4j.linalg.api.ndarray.INDArray;

/** How arrays lie in memory. */
final class Layout {
  private Layout() {}

  /** The array itself if it lies in C order without gaps, else such a copy. */
  static INDArray dense(INDArray array) {
    long expected = 1;
    for (int d = array.rank() - 1; d >= 0; d--) {
      if (array.size(d) != 1 && array.stride(d) != expected) {
        return array.dup('c');
      }
      expected *= array.size(d);
    }
    return array.ordering() == 'c' ? array : array.dup('c');
  }

  /** {@code [n, h, w, c]} as {@code [n h w, c]}: the same memory. */
  static INDArray rows(INDArray array) {
    return array.reshape('c', array.length() / array.size(3), array.size(3));
  }
}
