package reverie.canvas;

import java.util.Arrays;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import reverie.tensor.Dense;
import reverie.tensor.DifferentiableMap;
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
    return image ->
        new Traced(
            look(image, rows, columns), gradient -> back(gradient, rows, columns, height, width));
  }

  /** Which row or column is seen where. */
  private int[] sources(int size, int moved) {
    int[] sources = new int[size + 2 * pixels];
    for (int i = 0; i < sources.length; i++) {
      sources[i] = edge.index(i - pixels - moved, size);
    }
    return sources;
  }

  /** Rows as they are, their margins pixel by pixel: the frame is narrow. */
  private INDArray look(INDArray image, int[] rows, int[] columns) {
    int height = (int) image.size(2);
    int width = (int) image.size(3);
    long[] shape = {image.size(0), image.size(1), rows.length, columns.length};
    INDArray result = Nd4j.createUninitialized(image.dataType(), shape, 'c');
    Dense from = Dense.reading(image);
    Dense to = Dense.writing(result);
    double[] line = new double[width];
    double[] framed = new double[columns.length];
    for (int plane = 0; plane < from.length() / (height * width); plane++) {
      for (int y = 0; y < rows.length; y++) {
        from.read((plane * height + rows[y]) * width, line, 0, width);
        for (int x = 0; x < framed.length; x++) {
          framed[x] = line[columns[x]];
        }
        to.write((plane * rows.length + y) * columns.length, framed, 0, framed.length);
      }
    }
    return result;
  }

  private static INDArray back(
      INDArray gradient, int[] rows, int[] columns, int height, int width) {
    long[] shape = {gradient.size(0), gradient.size(1), height, width};
    INDArray result = Nd4j.createUninitialized(gradient.dataType(), shape, 'c');
    Dense from = Dense.reading(gradient);
    Dense to = Dense.writing(result);
    double[] framed = new double[columns.length];
    double[] sums = new double[height * width];
    for (int plane = 0; plane < to.length() / (height * width); plane++) {
      Arrays.fill(sums, 0);
      for (int y = 0; y < rows.length; y++) {
        from.read((plane * rows.length + y) * columns.length, framed, 0, framed.length);
        int at = rows[y] * width;
        for (int x = 0; x < framed.length; x++) {
          sums[at + columns[x]] += framed[x];
        }
      }
      to.write(plane * height * width, sums, 0, height * width);
    }
    return result;
  }

  @Override
  public int border() {
    return pixels;
  }
}
