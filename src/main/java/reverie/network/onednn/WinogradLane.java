package reverie.network.onednn;

import static reverie.network.onednn.WinogradShape.IN;
import static reverie.network.onednn.WinogradShape.OUT;
import static reverie.network.onednn.WinogradShape.POINTS;

import java.nio.FloatBuffer;
import java.util.Arrays;

/**
 * One thread's work on a few tiles: gathers them, transforms them, and puts them where the products
 * are made; and the way out. Its arrays stay in the processor's second cache: a row of a tile is
 * copied into them in one piece, channels last, so that all tiles and channels are one loop.
 */
final class WinogradLane {
  /** Numbers in each of the arrays: tiles times channels. */
  private static final int ROOM = 1024;

  private static final ThreadLocal<WinogradLane> OWN = ThreadLocal.withInitial(WinogradLane::new);

  private float[][] a = new float[POINTS][ROOM];
  private float[][] b = new float[POINTS][ROOM];

  private WinogradLane() {}

  /** This thread's. */
  static WinogradLane own() {
    return OWN.get();
  }

  /** Tiles taken at a time, of so many channels. */
  static int tiles(int channels) {
    return Math.max(1, ROOM / channels);
  }

  private void fit(int count) {
    if (a[0].length < count) {
      a = new float[POINTS][count];
      b = new float[POINTS][count];
    }
  }

  /**
   * Transforms tiles of the input.
   *
   * @param first the first tile
   * @param count how many, at most {@link #tiles}
   * @param to {@code [36, rows, c]}
   * @param row where the first tile comes to lie
   */
  void input(
      WinogradShape s, FloatBuffer from, int first, int count, FloatBuffer to, int row, int rows) {
    int c = s.channels();
    int length = count * c;
    fit(length);
    for (int i = 0; i < count; i++) {
      gather(s, from, first + i, i * c);
    }
    for (int x = 0; x < IN; x++) {
      WinogradTransforms.input(a, x, IN, b, length);
    }
    for (int y = 0; y < IN; y++) {
      WinogradTransforms.input(b, y * IN, 1, a, length);
      for (int p = y * IN; p < (y + 1) * IN; p++) {
        to.put((p * rows + row) * c, a[p], 0, length);
      }
    }
  }

  private void gather(WinogradShape s, FloatBuffer from, int tile, int at) {
    int c = s.channels();
    int across = s.tilesAcross();
    int down = tile / across;
    int picture = down / s.tilesDown();
    int y0 = (down % s.tilesDown()) * OUT - s.top();
    int x0 = (tile % across) * OUT - s.left();
    for (int y = 0; y < IN; y++) {
      boolean inside = y0 + y >= 0 && y0 + y < s.height();
      int line = ((picture * s.height() + y0 + y) * s.width() + x0) * c;
      for (int x = 0; x < IN; x++) {
        float[] target = a[y * IN + x];
        if (inside && x0 + x >= 0 && x0 + x < s.width()) {
          from.get(line + x * c, target, at, c);
        } else {
          Arrays.fill(target, at, at + c, 0);
        }
      }
    }
  }

  /**
   * Transforms tiles of products into tiles of the output.
   *
   * @param from {@code [36, rows, c]}
   * @param bias a number for each channel, or null
   * @param rectified whether what is below 0 becomes 0
   * @param added whether the output is added to what is there
   */
  void output(
      WinogradShape s,
      FloatBuffer from,
      int row,
      int rows,
      FloatBuffer to,
      int first,
      int count,
      float[] bias,
      boolean rectified,
      boolean added) {
    int c = s.outputChannels();
    int length = count * c;
    fit(length);
    for (int x = 0; x < IN; x++) {
      for (int y = 0; y < IN; y++) {
        from.get(((y * IN + x) * rows + row) * c, a[y * IN + x], 0, length);
      }
      WinogradTransforms.output(a, x, IN, b, x, length);
    }
    for (int y = 0; y < OUT; y++) {
      WinogradTransforms.output(b, y * IN, 1, a, y * IN, length);
    }
    float[] repeated = b[0];
    if (bias != null) {
      for (int i = 0; i < count; i++) {
        System.arraycopy(bias, 0, repeated, i * c, c);
      }
    }
    for (int y = 0; y < OUT; y++) {
      for (int x = 0; x < OUT; x++) {
        float[] numbers = a[y * IN + x];
        if (added) {
          move(s, to, first, count, y, x, b[1], true);
          WinogradTransforms.add(b[1], numbers, length);
        }
        if (bias != null) {
          WinogradTransforms.add(repeated, numbers, length);
        }
        if (rectified) {
          WinogradTransforms.rectify(numbers, length);
        }
        move(s, to, first, count, y, x, numbers, false);
      }
    }
  }

  /** Copies one place of each tile out of the output, or into it. */
  private static void move(
      WinogradShape s,
      FloatBuffer output,
      int first,
      int count,
      int y,
      int x,
      float[] numbers,
      boolean out) {
    int c = s.outputChannels();
    int across = s.tilesAcross();
    for (int i = 0; i < count; i++) {
      int down = (first + i) / across;
      int row = (down % s.tilesDown()) * OUT + y;
      int column = ((first + i) % across) * OUT + x;
      if (row < s.outputHeight() && column < s.outputWidth()) {
        int picture = down / s.tilesDown();
        int at = ((picture * s.outputHeight() + row) * s.outputWidth() + column) * c;
        if (out) {
          output.get(at, numbers, i * c, c);
        } else {
          output.put(at, numbers, i * c, c);
        }
      }
    }
  }
}
