package reverie.gallery;

import java.util.Arrays;
import java.util.List;
import reverie.image.Picture;

/** Small pictures side by side on one, each pixel enlarged to a square. */
public final class PixelSheet {
  private static final float BACKGROUND = 1;

  private PixelSheet() {}

  /**
   * Lays pictures out in rows.
   *
   * @param pictures at least one; cells are as large as the largest
   * @param columns a row, at least 1
   * @param zoom pixels a pixel becomes, at least 1
   * @param gap white pixels between and around them
   */
  public static Picture of(List<Picture> pictures, int columns, int zoom, int gap) {
    int cellWidth = zoom * pictures.stream().mapToInt(Picture::width).max().orElseThrow();
    int cellHeight = zoom * pictures.stream().mapToInt(Picture::height).max().orElseThrow();
    int across = Math.min(columns, pictures.size());
    int rows = (pictures.size() + across - 1) / across;
    int width = gap + across * (cellWidth + gap);
    int height = gap + rows * (cellHeight + gap);
    float[] sheet = new float[Math.multiplyExact(3, Math.multiplyExact(width, height))];
    Arrays.fill(sheet, BACKGROUND);
    for (int i = 0; i < pictures.size(); i++) {
      int left = gap + i % across * (cellWidth + gap);
      int top = gap + i / across * (cellHeight + gap);
      draw(pictures.get(i), zoom, sheet, width, height, left, top);
    }
    return Picture.of(width, height, sheet);
  }

  private static void draw(
      Picture picture, int zoom, float[] sheet, int width, int height, int left, int top) {
    int plane = picture.width() * picture.height();
    for (int c = 0; c < 3; c++) {
      for (int y = 0; y < picture.height() * zoom; y++) {
        int to = (c * height + top + y) * width + left;
        int from = c * plane + y / zoom * picture.width();
        for (int x = 0; x < picture.width() * zoom; x++) {
          sheet[to + x] = picture.rgb()[from + x / zoom];
        }
      }
    }
  }
}
