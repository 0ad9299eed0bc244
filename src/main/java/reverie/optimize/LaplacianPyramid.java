package reverie.optimize;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.ndarray.INDArray;
import reverie.tensor.Dense;
import reverie.tensor.Mirror;
import reverie.tensor.Scratch;

/**
 * Laplacian pyramid normalisation (Mordvintsev, "DeepDreaming with TensorFlow", 2016): the gradient
 * is split into levels of detail, each is divided by its root mean square over an image, and they
 * are added up again. Coarse shapes grow as fast as fine ones.
 */
final class LaplacianPyramid implements GradientFilter {
  /** Added to nothing: a level weaker than this stays as it is. */
  private static final double LEAST = 1e-10;

  private final int levels;

  /**
   * The filter.
   *
   * @param levels how often the gradient is halved, at least 1
   */
  LaplacianPyramid(int levels) {
    this.levels = levels;
  }

  /** A level's size and its place in the numbers of a pyramid. */
  private record Level(int height, int width, int at) {
    int size() {
      return height * width;
    }
  }

  private List<Level> layout(int height, int width) {
    List<Level> layout = new ArrayList<>();
    layout.add(new Level(height, width, 0));
    for (int i = 0; i < levels; i++) {
      Level last = layout.get(i);
      layout.add(new Level((last.height + 1) / 2, (last.width + 1) / 2, last.at + last.size()));
    }
    return layout;
  }

  @Override
  public void apply(INDArray gradient, double progress) {
    List<Level> layout = layout((int) gradient.size(-2), (int) gradient.size(-1));
    int planes = gradient.rank() < 3 ? 1 : (int) gradient.size(-3);
    Dense numbers = Dense.writing(gradient);
    int size = layout.get(0).size();
    for (int first = 0; first < numbers.length() / size; first += planes) {
      normalise(numbers, first, planes, layout);
    }
  }

  /** One image: planes go to threads whole, and the levels' sums are added in their order. */
  private static void normalise(Dense numbers, int first, int planes, List<Level> layout) {
    int size = layout.get(0).size();
    Level top = layout.get(layout.size() - 1);
    List<Scratch> rooms = new ArrayList<>();
    try {
      for (int i = 0; i < planes; i++) {
        rooms.add(Scratch.of(top.at + top.size()));
      }
      double[][] squares = new double[planes][];
      IntStream.range(0, planes)
          .parallel()
          .forEach(
              i -> {
                double[] pyramid = rooms.get(i).numbers();
                numbers.read((first + i) * size, pyramid, 0, size);
                split(pyramid, layout);
                squares[i] = squares(pyramid, layout);
              });
      double[] factors = new double[layout.size()];
      for (int l = 0; l < factors.length; l++) {
        double sum = 0;
        for (double[] plane : squares) {
          sum += plane[l];
        }
        double size0 = Math.sqrt(sum / ((double) planes * layout.get(l).size()));
        factors[l] = 1 / Math.max(size0, LEAST);
      }
      IntStream.range(0, planes)
          .parallel()
          .forEach(
              i -> {
                double[] pyramid = rooms.get(i).numbers();
                scale(pyramid, layout, factors);
                merge(pyramid, layout);
                numbers.write((first + i) * size, pyramid, 0, size);
              });
    } finally {
      rooms.forEach(Scratch::close);
    }
  }

  private static void split(double[] pyramid, List<Level> layout) {
    for (int l = 0; l + 1 < layout.size(); l++) {
      halve(pyramid, layout.get(l), layout.get(l + 1));
      addDoubled(pyramid, layout.get(l + 1), layout.get(l), -1);
    }
  }

  private static void merge(double[] pyramid, List<Level> layout) {
    for (int l = layout.size() - 2; l >= 0; l--) {
      addDoubled(pyramid, layout.get(l + 1), layout.get(l), 1);
    }
  }

  private static double[] squares(double[] pyramid, List<Level> layout) {
    double[] sums = new double[layout.size()];
    for (int l = 0; l < sums.length; l++) {
      Level level = layout.get(l);
      for (int i = level.at; i < level.at + level.size(); i++) {
        sums[l] += pyramid[i] * pyramid[i];
      }
    }
    return sums;
  }

  private static void scale(double[] pyramid, List<Level> layout, double[] factors) {
    for (int l = 0; l < factors.length; l++) {
      Level level = layout.get(l);
      for (int i = level.at; i < level.at + level.size(); i++) {
        pyramid[i] *= factors[l];
      }
    }
  }

  /** Blurs with [1 4 6 4 1] / 16 both ways and keeps every other pixel of every other row. */
  // The original pads with zeros, which darkens edges; here they are mirrored.
  private static void halve(double[] p, Level from, Level to) {
    double[] line = new double[from.width];
    for (int y = 0; y < to.height; y++) {
      int r0 = from.at + Mirror.index(2 * y - 2, from.height) * from.width;
      int r1 = from.at + Mirror.index(2 * y - 1, from.height) * from.width;
      int r2 = from.at + 2 * y * from.width;
      int r3 = from.at + Mirror.index(2 * y + 1, from.height) * from.width;
      int r4 = from.at + Mirror.index(2 * y + 2, from.height) * from.width;
      for (int x = 0; x < from.width; x++) {
        line[x] = (p[r0 + x] + p[r4 + x] + 4 * (p[r1 + x] + p[r3 + x]) + 6 * p[r2 + x]) / 16;
      }
      for (int x = 0; x < to.width; x++) {
        double outer =
            line[Mirror.index(2 * x - 2, from.width)] + line[Mirror.index(2 * x + 2, from.width)];
        double inner =
            line[Mirror.index(2 * x - 1, from.width)] + line[Mirror.index(2 * x + 1, from.width)];
        p[to.at + y * to.width + x] = (outer + 4 * inner + 6 * line[2 * x]) / 16;
      }
    }
  }

  /** Adds {@code sign} times a level, doubled in size and blurred alike, to the one before it. */
  private static void addDoubled(double[] p, Level from, Level to, double sign) {
    double[] line = new double[from.width];
    for (int y = 0; y < to.height; y++) {
      int middle = from.at + y / 2 * from.width;
      int above = from.at + Mirror.index(y / 2 - 1, from.height) * from.width;
      int below = from.at + Math.min(y / 2 + 1, from.height - 1) * from.width;
      for (int x = 0; x < from.width; x++) {
        line[x] =
            y % 2 == 0
                ? (p[above + x] + 6 * p[middle + x] + p[below + x]) / 8
                : (p[middle + x] + p[below + x]) / 2;
      }
      for (int x = 0; x < to.width; x++) {
        double here = line[x / 2];
        double next = line[Math.min(x / 2 + 1, from.width - 1)];
        double value =
            x % 2 == 0
                ? (line[Mirror.index(x / 2 - 1, from.width)] + 6 * here + next) / 8
                : (here + next) / 2;
        p[to.at + y * to.width + x] += sign * value;
      }
    }
  }
}
