package reverie.network.nd4j;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.INDArrayIndex;
import org.nd4j.linalg.indexing.NDArrayIndex;
import reverie.network.Window.Padding;

/** Rows and columns to add around {@code [n, h, w, c]}; negative ones are cut off. */
record Margins(int top, int bottom, int left, int right) {
  static Margins of(Padding padding) {
    return new Margins(padding.top(), padding.bottom(), padding.left(), padding.right());
  }

  /** Whether ND4J's own padding can do it: equal on opposite sides. */
  boolean symmetric() {
    return top == bottom && left == right && top >= 0 && left >= 0;
  }

  boolean none() {
    return top == 0 && bottom == 0 && left == 0 && right == 0;
  }

  /** A copy with the margins, which hold {@code value}; the array itself if there are none. */
  INDArray around(INDArray array, float value) {
    if (none()) {
      return array;
    }
    long height = array.size(1);
    long width = array.size(2);
    INDArray framed =
        Nd4j.valueArrayOf(
            new long[] {array.size(0), height + top + bottom, width + left + right, array.size(3)},
            value,
            array.dataType());
    INDArrayIndex all = NDArrayIndex.all();
    framed
        .get(
            all,
            NDArrayIndex.interval(Math.max(top, 0), Math.max(top, 0) + kept(height, top, bottom)),
            NDArrayIndex.interval(Math.max(left, 0), Math.max(left, 0) + kept(width, left, right)),
            all)
        .assign(
            array.get(
                all,
                NDArrayIndex.interval(
                    Math.max(-top, 0), Math.max(-top, 0) + kept(height, top, bottom)),
                NDArrayIndex.interval(
                    Math.max(-left, 0), Math.max(-left, 0) + kept(width, left, right)),
                all));
    return framed;
  }

  private static long kept(long size, int before, int after) {
    return size + Math.min(before, 0) + Math.min(after, 0);
  }

  /** The opposite: what was inside these margins. */
  Margins inverse() {
    return new Margins(-top, -bottom, -left, -right);
  }
}
