package reverie.gallery;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.Locale;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.Styler;
import org.knowm.xchart.style.markers.SeriesMarkers;
import reverie.image.Picture;

/**
 * A line chart.
 *
 * @param title over it
 * @param x what the x axis shows
 * @param y what the y axis shows
 * @param lines at least one
 */
public record Chart(String title, String x, String y, List<Line> lines) {
  private static final int WIDTH = 720;
  private static final int HEIGHT = 440;
  private static final Color[] COLOURS = {
    new Color(0x1F77B4), new Color(0xD62728), new Color(0x2CA02C), new Color(0x9467BD)
  };

  /** Copies the lines. */
  public Chart {
    lines = List.copyOf(lines);
  }

  /**
   * A line.
   *
   * @param name in the legend
   * @param x places, ascending
   * @param y values there, as many
   * @param second whether it is measured at the axis on the right
   */
  public record Line(String name, double[] x, double[] y, boolean second) {
    /** A line measured at the axis on the left. */
    public static Line of(String name, double[] x, double[] y) {
      return new Line(name, x, y, false);
    }
  }

  /** Draws the chart. */
  public Picture draw() {
    XYChart chart =
        new XYChartBuilder()
            .width(WIDTH)
            .height(HEIGHT)
            .title(title)
            .xAxisTitle(x)
            .yAxisTitle(y)
            .build();
    chart
        .getStyler()
        .setLegendPosition(Styler.LegendPosition.OutsideS)
        .setLegendLayout(Styler.LegendLayout.Horizontal)
        .setChartBackgroundColor(Color.WHITE)
        .setPlotContentSize(0.95)
        .setSeriesColors(COLOURS);
    chart.getStyler().setLocale(Locale.ROOT).setYAxisMin(0.0).setPlotBorderVisible(false);
    for (Line line : lines) {
      XYSeries series = chart.addSeries(line.name(), line.x(), line.y());
      series.setMarker(SeriesMarkers.CIRCLE);
      if (line.second()) {
        series.setYAxisGroup(1);
        chart.setYAxisGroupTitle(1, line.name());
        chart.getStyler().setYAxisGroupPosition(1, Styler.YAxisPosition.Right);
        chart.getStyler().setYAxisMin(1, 0.0);
      }
    }
    return picture(BitmapEncoder.getBufferedImage(chart));
  }

  static Picture picture(BufferedImage image) {
    int width = image.getWidth();
    int height = image.getHeight();
    int[] pixels = image.getRGB(0, 0, width, height, null, 0, width);
    float[] rgb = new float[3 * pixels.length];
    for (int i = 0; i < pixels.length; i++) {
      for (int c = 0; c < 3; c++) {
        rgb[c * pixels.length + i] = ((pixels[i] >> (16 - 8 * c)) & 0xff) / 255f;
      }
    }
    return Picture.of(width, height, rgb);
  }
}
