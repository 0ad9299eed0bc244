package reverie.gallery;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.Shape;
import java.awt.geom.CubicCurve2D;
import java.awt.geom.RoundRectangle2D;
import java.awt.image.BufferedImage;
import reverie.image.Picture;

/** A diagram in pixels, in the colours of the vector graphics. */
final class DiagramDrawing {
  /** The largest drawing; it takes 15 bytes a pixel. */
  static final long MOST_PIXELS = 60_000_000;

  private static final Color FILL = new Color(0xee, 0xf2, 0xf8);
  private static final Color LINE = new Color(0x5b, 0x70, 0x83);
  private static final Color TEXT = new Color(0x1d, 0x27, 0x33);
  private static final int SIZE = 12;
  private static final int TITLE_SIZE = 15;

  /** Room that text leaves at the sides of its box. */
  private static final int EDGE = 5;

  private final BufferedImage image;
  private final Graphics2D graphics;

  DiagramDrawing(int width, int height, int scale) {
    image = new BufferedImage(width * scale, height * scale, BufferedImage.TYPE_3BYTE_BGR);
    graphics = image.createGraphics();
    graphics.setColor(Color.WHITE);
    graphics.fillRect(0, 0, image.getWidth(), image.getHeight());
    graphics.scale(scale, scale);
    graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    graphics.setRenderingHint(
        RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
    graphics.setRenderingHint(
        RenderingHints.KEY_FRACTIONALMETRICS, RenderingHints.VALUE_FRACTIONALMETRICS_ON);
    graphics.setStroke(new BasicStroke(1));
  }

  void title(int x, int y, String text) {
    text(x, y, text, Font.PLAIN, TITLE_SIZE, image.getWidth());
  }

  void line(int x, int y, int toX, int toY, int half) {
    stroke(new CubicCurve2D.Double(x, y, x, y + half, toX, toY - half, toX, toY));
  }

  void box(int x, int y, int width, int height, String name, String kind) {
    Shape box = new RoundRectangle2D.Double(x, y, width, height, 10, 10);
    graphics.setColor(FILL);
    graphics.fill(box);
    stroke(box);
    text(x + width / 2, y + 20, name, Font.BOLD, SIZE, width - 2 * EDGE);
    text(x + width / 2, y + 38, kind, Font.PLAIN, SIZE, width - 2 * EDGE);
  }

  private void stroke(Shape shape) {
    graphics.setColor(LINE);
    graphics.draw(shape);
  }

  /** Around x; smaller letters where there is less room. */
  private void text(int x, int y, String text, int style, int size, int room) {
    graphics.setColor(TEXT);
    Font font = new Font(Font.SANS_SERIF, style, size);
    double width = font.getStringBounds(text, graphics.getFontRenderContext()).getWidth();
    if (width > room) {
      font = font.deriveFont((float) (size * room / width));
      width = room;
    }
    graphics.setFont(font);
    graphics.drawString(text, (float) (x - width / 2), y);
  }

  Picture picture() {
    graphics.dispose();
    return Chart.picture(image);
  }
}
