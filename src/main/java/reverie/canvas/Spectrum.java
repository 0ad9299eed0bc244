package reverie.canvas;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.jtransforms.fft.DoubleFFT_1D;
import pl.edu.icm.jlargearrays.ConcurrencyUtils;
import reverie.tensor.Dense;
import reverie.tensor.Scratch;

/**
 * Planes of real numbers as weighted half spectra: {@code plane = irfft2(weight * spectrum)}.
 *
 * <p>A plane is {@code [h, w]}; its half spectrum {@code [h, w / 2 + 1, 2]}: vertical frequencies
 * in the FFT's order, horizontal ones from 0 up, real and imaginary part. The imaginary parts that
 * a real plane cannot have (of column 0, and of the last where w is even) are not used, as in every
 * irfft. All is computed in float64, whatever the arrays hold; planes go to threads whole, and a
 * plane's FFTs run on one thread, so that the bytes do not depend on the number of threads.
 */
final class Spectrum {
  /** Columns transformed together: their numbers in one row fill a cache line. */
  private static final int BLOCK = 4;

  static {
    ConcurrencyUtils.setNumberOfThreads(1);
  }

  private final int height;
  private final int width;
  private final int columns;
  private final int size;
  private final double[] weight;
  private final DoubleFFT_1D alongRow;
  private final DoubleFFT_1D alongColumn;

  /**
   * The transform of planes of one size.
   *
   * @param weight of each frequency, {@code [h, w / 2 + 1]}, positive
   */
  Spectrum(int height, int width, double[] weight) {
    this.height = height;
    this.width = width;
    this.columns = width / 2 + 1;
    this.size = height * columns * 2;
    this.weight = weight;
    this.alongRow = new DoubleFFT_1D(width);
    this.alongColumn = new DoubleFFT_1D(height);
  }

  /** The planes of the spectra. */
  void synthesise(Dense spectra, Dense planes) {
    forEachPlane(
        planes,
        (plane, rows) -> {
          spectra.read(plane * size, rows, 0, size);
          scale(rows, false);
          transformColumns(rows, true);
          for (int y = 0; y < height; y++) {
            int row = y * 2 * columns;
            if (width > 1) {
              rows[row + 1] = rows[row + width]; // JTransforms keeps the last number second.
            }
            alongRow.realInverse(rows, row, true);
            planes.write((plane * height + y) * width, rows, row, width);
          }
        });
  }

  /** The spectra of the planes: {@link #synthesise} undone. */
  void analyse(Dense planes, Dense spectra) {
    forEachPlane(
        planes,
        (plane, rows) -> {
          transformRows(planes, plane, rows);
          transformColumns(rows, false);
          scale(rows, true);
          spectra.write(plane * size, rows, 0, size);
        });
  }

  /** The adjoint of {@link #synthesise}: gradients by plane to gradients by spectrum. */
  void pullBack(Dense gradients, Dense spectra) {
    forEachPlane(
        gradients,
        (plane, rows) -> {
          transformRows(gradients, plane, rows);
          // A frequency that stands for two, itself and its mirror image, weighs twice.
          int last = width % 2 == 0 ? columns - 1 : columns;
          for (int row = 0; row < size; row += 2 * columns) {
            for (int i = row + 2; i < row + 2 * last; i++) {
              rows[i] *= 2;
            }
          }
          transformColumns(rows, false);
          scale(rows, false);
          double each = 1.0 / ((double) height * width);
          for (int i = 0; i < size; i++) {
            rows[i] *= each;
          }
          spectra.write(plane * size, rows, 0, size);
        });
  }

  /** What is done to one plane; {@code rows} begins with room for {@code [h, w / 2 + 1, 2]}. */
  private interface PlaneAction {
    void accept(int plane, double[] rows);
  }

  private void forEachPlane(Dense planes, PlaneAction action) {
    IntStream.range(0, planes.length() / (height * width))
        .parallel()
        .forEach(
            plane -> {
              try (Scratch room = Scratch.of(size)) {
                action.accept(plane, room.numbers());
              }
            });
  }

  /** The half spectrum of each row of a plane. */
  private void transformRows(Dense planes, int plane, double[] rows) {
    for (int y = 0; y < height; y++) {
      int row = y * 2 * columns;
      planes.read((plane * height + y) * width, rows, row, width);
      Arrays.fill(rows, row + width, row + 2 * columns, 0);
      alongRow.realForward(rows, row);
      if (width > 1) {
        rows[row + width] = rows[row + 1];
        rows[row + 1] = 0;
      }
    }
  }

  private void transformColumns(double[] rows, boolean inverse) {
    double[] lines = new double[BLOCK * 2 * height];
    for (int first = 0; first < columns; first += BLOCK) {
      int count = Math.min(BLOCK, columns - first);
      moveColumns(rows, first, count, lines, false);
      for (int c = 0; c < count; c++) {
        if (inverse) {
          alongColumn.complexInverse(lines, c * 2 * height, true);
        } else {
          alongColumn.complexForward(lines, c * 2 * height);
        }
      }
      moveColumns(rows, first, count, lines, true);
    }
  }

  private void moveColumns(double[] rows, int first, int count, double[] lines, boolean back) {
    for (int y = 0; y < height; y++) {
      int at = (y * columns + first) * 2;
      for (int c = 0; c < count; c++) {
        int line = (c * height + y) * 2;
        if (back) {
          rows[at + 2 * c] = lines[line];
          rows[at + 2 * c + 1] = lines[line + 1];
        } else {
          lines[line] = rows[at + 2 * c];
          lines[line + 1] = rows[at + 2 * c + 1];
        }
      }
    }
  }

  private void scale(double[] rows, boolean undo) {
    for (int i = 0; i < weight.length; i++) {
      double w = undo ? 1 / weight[i] : weight[i];
      rows[2 * i] *= w;
      rows[2 * i + 1] *= w;
    }
  }
}
