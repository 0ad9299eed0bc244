package reverie.network;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import reverie.tensor.Dense;

/**
 * The rectangle of a layer that belongs to one tile: of the whole picture's layer, where every
 * position belongs to exactly one tile, and of the tile's own.
 *
 * @param top first row, in the whole layer
 * @param left first column, in the whole layer
 * @param height rows, at least 1
 * @param width columns, at least 1
 * @param topInTile first row, in what the network makes of the tile
 * @param leftInTile first column, in what the network makes of the tile
 */
public record Part(int top, int left, int height, int width, int topInTile, int leftInTile) {
  /** How many positions it has. */
  public long positions() {
    return (long) height * width;
  }

  /**
   * This part of a whole layer, {@code [n, H, W, c]}, or of something with a number for each
   * position: a copy that the caller owns, {@code [n, h, w, c]}.
   */
  public INDArray of(INDArray layer) {
    return copy(layer, top, left);
  }

  /** This part of what the network made of the tile, {@code [n, H, W, c]}: a copy, as well. */
  public INDArray ofTile(INDArray layer) {
    return copy(layer, topInTile, leftInTile);
  }

  // Rows are copied whole: a strided view takes ten times as long.
  private INDArray copy(INDArray layer, int fromRow, int fromColumn) {
    int channels = (int) layer.size(3);
    INDArray result =
        Nd4j.createUninitialized(
            layer.dataType(), new long[] {layer.size(0), height, width, channels}, 'c');
    Dense from = Dense.reading(layer);
    Dense to = Dense.writing(result);
    for (int row = 0; row < layer.size(0) * height; row++) {
      int y = row / height * (int) layer.size(1) + fromRow + row % height;
      int source = (y * (int) layer.size(2) + fromColumn) * channels;
      from.copy(source, to, row * width * channels, width * channels);
    }
    return result;
  }

  /**
   * Writes numbers of this part into numbers of the tile.
   *
   * @param part {@code [1, h, w, c]}
   * @param tile {@code [1, H, W, c]}, dense; changed at this part's positions
   */
  public void intoTile(INDArray part, INDArray tile) {
    int run = width * (int) part.size(3);
    Dense from = Dense.reading(part);
    Dense to = Dense.writing(tile);
    for (int y = 0; y < height; y++) {
      int row = (topInTile + y) * (int) tile.size(2) + leftInTile;
      from.copy(y * run, to, row * (int) part.size(3), run);
    }
  }

  /** Whether a position of the whole layer is inside. */
  public boolean holds(long row, long column) {
    return row >= top
        && row < (long) top + height
        && column >= left
        && column < (long) left + width;
  }
}
