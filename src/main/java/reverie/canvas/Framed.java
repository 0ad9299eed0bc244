package reverie.canvas;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import reverie.tensor.Dense;
import reverie.tensor.DifferentiableMap;
import reverie.tensor.IndexMap;
import reverie.tensor.RandomAt;
import reverie.tensor.Traced;

/**
 * Within a frame of its own continuation, {@code pixels} wide, moved {@code down} and {@code right}
 * inside it.
 */
record Framed(Edge edge, int pixels, int down, int right) implements View {
  Framed {
    if (pixels < 0 || Math.abs(down) > pixels || Math.abs(right) > pixels) {
      throw new IllegalArgumentException(
          "a frame of at least 0 pixels and moves within it, got "
              + pixels
              + ", moved "
              + down
              + " down and "
              + right
              + " right");
    }
  }

  @Override
  public DifferentiableMap draw(RandomAt random, int height, int width) {
    int[] rows = sources(height, down);
    int[] columns = sources(width, right);
    return new IndexMap(
        rows,
        columns,
        image ->
            new Traced(
                look(image, rows, columns),
                gradient -> back(gradient, rows, columns, height, width)));
  }

  /** Which row or column is seen where. */
  private int[] sources(int size, int moved) {
    int[] sources = new int[size + 2 * pixels];
    for (int i = 0; i < sources.length; i++) {
      sources[i] = edge.index(i - pixels - moved, size);
    }
    return sources;
  }

  /** Rows are copied whole, their margins pixel by pixel: the frame is narrow. */
  private INDArray look(INDArray image, int[] rows, int[] columns) {
    int height = (int) image.size(2);
    int width = (int) image.size(3);
    long[] shape = {image.size(0), image.size(1), rows.length, columns.length};
    INDArray result = Nd4j.createUninitialized(image.dataType(), shape, 'c');
    Dense from = Dense.reading(image);
    Dense to = Dense.writing(result);
    int start = pixels + right;
    for (int plane = 0; plane < from.length() / (height * width); plane++) {
      for (int y = 0; y < rows.length; y++) {
        int source = (plane * height + rows[y]) * width;
        int target = (plane * rows.length + y) * columns.length;
        from.copy(source, to, target + start, width);
        for (int x = 0; x < start; x++) {
          from.copy(source + columns[x], to, target + x, 1);
        }
        for (int x = start + width; x < columns.length; x++) {
          from.copy(source + columns[x], to, target + x, 1);
        }
      }
    }
    return result;
  }

  /** The middle is copied; what the frame saw is added. */
  private INDArray back(INDArray gradient, int[] rows, int[] columns, int height, int width) {
    long[] shape = {gradient.size(0), gradient.size(1), height, width};
    INDArray result = Nd4j.createUninitialized(gradient.dataType(), shape, 'c');
    Dense from = Dense.reading(gradient);
    Dense to = Dense.writing(result);
    double[] framed = new double[columns.length];
    double[] sums = new double[width];
    int top = pixels + down;
    int start = pixels + right;
    for (int plane = 0; plane < to.length() / (height * width); plane++) {
      for (int y = 0; y < height; y++) {
        int source = (plane * rows.length + top + y) * columns.length + start;
        from.copy(source, to, (plane * height + y) * width, width);
      }
      for (int y = 0; y < rows.length; y++) {
        int target = (plane * height + rows[y]) * width;
        int source = (plane * rows.length + y) * columns.length;
        if (y >= top && y < top + height) {
          addMargin(from, source, to, target, columns, 0, start);
          addMargin(from, source, to, target, columns, start + width, columns.length);
        } else {
          from.read(source, framed, 0, framed.length);
          to.read(target, sums, 0, width);
          for (int x = 0; x < framed.length; x++) {
            sums[columns[x]] += framed[x];
          }
          to.write(target, sums, 0, width);
        }
      }
    }
    return result;
  }

  private static void addMargin(
      Dense from, int source, Dense to, int target, int[] columns, int first, int end) {
    double[] seen = new double[1];
    double[] sum = new double[1];
    for (int x = first; x < end; x++) {
      from.read(source + x, seen, 0, 1);
      to.read(target + columns[x], sum, 0, 1);
      sum[0] += seen[0];
      to.write(target + columns[x], sum, 0, 1);
    }
  }

  @Override
  public int border() {
    return pixels;
  }
}
