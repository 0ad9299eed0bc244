package reverie.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import reverie.gallery.HeatMap;
import reverie.gallery.PixelSheet;
import reverie.gallery.Tile;
import reverie.image.Picture;
import reverie.support.UsageException;
import reverie.weights.Weights;

/**
 * Feature maps as tiles: each of its own range, from its least value to its largest; one that has
 * values below 0 with a sign. The numbers of a layer without extent share the range of those drawn.
 *
 * @param columns tiles a row; each layer begins a row
 * @param photo the maps are laid over it, where there is one
 */
record ActivationSheet(int columns, Optional<Picture> photo) {
  /** The longest side of a tile, in pixels. */
  private static final int SIDE = 160;

  private static final int GAP = 4;
  private static final long MOST_PIXELS = 60_000_000;

  /**
   * A layer.
   *
   * @param activation {@code [1, c, h, w]}
   * @param channels that are drawn
   */
  record Maps(String layer, Weights.Tensor activation, List<Integer> channels) {
    private int height() {
      return (int) activation.shape()[2];
    }

    private int width() {
      return (int) activation.shape()[3];
    }

    private float[] map(int channel) {
      int plane = height() * width();
      return Arrays.copyOfRange(activation.values(), channel * plane, (channel + 1) * plane);
    }

    /** A line a tile: layer, channel, least, mean and largest activation. */
    List<String> lines() {
      List<String> lines = new ArrayList<>();
      for (int channel : channels) {
        float[] map = map(channel);
        double sum = 0;
        for (float value : map) {
          sum += value;
        }
        HeatMap range = HeatMap.of(width(), height(), map);
        lines.add(
            String.format(
                Locale.ROOT,
                "%s\t%d\t%.4g\t%.4g\t%.4g",
                layer,
                channel,
                range.least(),
                sum / map.length,
                range.most()));
      }
      return lines;
    }

    private List<HeatMap> heat() {
      List<HeatMap> maps =
          channels.stream()
              .map(
                  channel -> {
                    float[] map = map(channel);
                    HeatMap own = HeatMap.of(width(), height(), map);
                    return own.least() < 0 ? HeatMap.signed(width(), height(), map) : own;
                  })
              .toList();
      return height() * width() == 1 ? ofOneRange(maps) : maps;
    }

    private static List<HeatMap> ofOneRange(List<HeatMap> maps) {
      float most = 0;
      boolean signed = false;
      for (HeatMap map : maps) {
        most = Math.max(most, Math.abs(map.values()[0]));
        signed |= map.signed();
      }
      List<HeatMap> all = new ArrayList<>();
      for (HeatMap map : maps) {
        all.add(new HeatMap(1, 1, map.values(), 0, most, signed));
      }
      return all;
    }
  }

  /** Refuses a sheet that is too large, before memory is taken. */
  void check(List<List<Integer>> channelsOfLayers) {
    long rows = channelsOfLayers.stream().mapToLong(c -> (c.size() + columns - 1) / columns).sum();
    long width = GAP + (long) columns * (SIDE + GAP);
    long height = GAP + rows * (SIDE + GAP);
    if (width * height > MOST_PIXELS) {
      throw new UsageException(
          "--sheet: expected at most "
              + MOST_PIXELS / 1_000_000
              + " million pixels, found "
              + width
              + "x"
              + height,
          "Draw fewer at a time, such as --channels 0-255.");
    }
  }

  /** The sheet. */
  Picture of(List<Maps> layers) {
    Optional<Picture> small = photo.map(p -> Tile.of(p, SIDE));
    List<Picture> tiles = new ArrayList<>();
    for (Maps maps : layers) {
      while (tiles.size() % columns != 0) {
        tiles.add(Picture.of(1, 1, new float[] {1, 1, 1}));
      }
      maps.heat().forEach(heat -> tiles.add(tile(heat, small)));
    }
    return PixelSheet.of(tiles, columns, 1, GAP);
  }

  private static Picture tile(HeatMap heat, Optional<Picture> small) {
    return small
        .map(heat::over)
        .orElseGet(() -> Tile.of(heat.picture(heat.width(), heat.height()), SIDE));
  }
}
