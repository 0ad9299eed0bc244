package reverie.tensor;

import java.util.stream.IntStream;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import reverie.image.Picture;

/**
 * A map that shows a row and a column of its input at each place: a roll, a frame of a reflection,
 * nothing changed. Copies and sums are of rows, a Java loop as strided views take ten times as
 * long.
 */
public final class IndexMap implements WindowedMap {
  private final int[] rows;
  private final int[] columns;
  private final DifferentiableMap whole;

  /**
   * A map to so many rows and columns.
   *
   * @param rows which row of the input is seen in each row
   * @param columns which column of the input is seen in each column
   * @param whole the same map, of a whole image at once
   */
  public IndexMap(int[] rows, int[] columns, DifferentiableMap whole) {
    this.rows = rows.clone();
    this.columns = columns.clone();
    this.whole = whole;
  }

  /** The map that changes nothing of images of that size. */
  public static IndexMap identity(int height, int width) {
    return new IndexMap(
        IntStream.range(0, height).toArray(),
        IntStream.range(0, width).toArray(),
        DifferentiableMap.identity());
  }

  @Override
  public Traced trace(INDArray input) {
    return whole.trace(input);
  }

  @Override
  public INDArray window(INDArray input, int top, int left, int height, int width) {
    int h = (int) input.size(2);
    int w = (int) input.size(3);
    long[] shape = {input.size(0), input.size(1), height, width};
    INDArray result = Nd4j.createUninitialized(input.dataType(), shape, 'c');
    Dense from = Dense.reading(input);
    Dense to = Dense.writing(result);
    int target = 0;
    for (int plane = 0; plane < shape[0] * shape[1]; plane++) {
      for (int y = top; y < top + height; y++) {
        int source = (plane * h + rows[y]) * w;
        for (int x = left; x < left + width; ) {
          int run = run(x, left + width);
          from.copy(source + columns[x], to, target, run);
          target += run;
          x += run;
        }
      }
    }
    return result;
  }

  /**
   * As {@link #window(INDArray, int, int, int, int)}, of a picture that is not in native memory.
   */
  public INDArray window(Picture picture, int top, int left, int height, int width) {
    INDArray window =
        Nd4j.createUninitialized(DataType.FLOAT, new long[] {1, 3, height, width}, 'c');
    Dense to = Dense.writing(window);
    float[] row = new float[width];
    for (int plane = 0; plane < 3; plane++) {
      for (int y = top; y < top + height; y++) {
        int source = (plane * picture.height() + rows[y]) * picture.width();
        for (int x = left; x < left + width; ) {
          int run = run(x, left + width);
          picture.read(source + columns[x], row, x - left, run);
          x += run;
        }
        to.write((plane * height + y - top) * width, row, 0, width);
      }
    }
    return window;
  }

  /** How many columns from there on lie side by side in the input. */
  private int run(int from, int end) {
    int x = from + 1;
    while (x < end && columns[x] == columns[x - 1] + 1) {
      x++;
    }
    return x - from;
  }

  @Override
  public void addBack(INDArray gradient, int top, int left, INDArray sum) {
    int h = (int) sum.size(2);
    int w = (int) sum.size(3);
    int height = (int) gradient.size(2);
    int width = (int) gradient.size(3);
    Dense from = Dense.reading(gradient);
    Dense to = Dense.writing(sum);
    int first = IntStream.range(left, left + width).map(x -> columns[x]).min().orElseThrow();
    int last = IntStream.range(left, left + width).map(x -> columns[x]).max().orElseThrow();
    double[] seen = new double[width];
    double[] total = new double[last - first + 1];
    for (int plane = 0; plane < gradient.size(0) * gradient.size(1); plane++) {
      for (int y = 0; y < height; y++) {
        int target = (plane * h + rows[top + y]) * w + first;
        from.read((plane * height + y) * width, seen, 0, width);
        to.read(target, total, 0, total.length);
        for (int x = 0; x < width; x++) {
          total[columns[left + x] - first] += seen[x];
        }
        to.write(target, total, 0, total.length);
      }
    }
  }
}
