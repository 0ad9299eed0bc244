package reverie.recipe;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.ops.transforms.Transforms;
import reverie.image.ColourTransfer;
import reverie.image.Picture;
import reverie.image.Resampling;
import reverie.network.FeatureShape;

/**
 * Which styles are painted where, at one size.
 *
 * @param regions styles of one mask are blended; each mask is a region of its own
 */
record Regions(List<Region> regions) {
  /** Of the total weight: a region thinner than its layer's field keeps at least so much. */
  private static final double LEAST_LEFT = 0.05;

  /**
   * A region.
   *
   * @param styles blended there
   * @param mask how white it is, {@code [1, 1, h, w]} in [0, 1]; empty: everywhere
   * @param share of the painted area
   */
  record Region(List<Style> styles, Optional<INDArray> mask, double share) {}

  /** The regions of styles at a size. */
  static Regions of(List<Style> styles, Size size) {
    Map<Optional<Picture>, List<Style>> byMask = new LinkedHashMap<>();
    styles.forEach(s -> byMask.computeIfAbsent(s.mask(), m -> new ArrayList<>()).add(s));
    List<INDArray> masks = new ArrayList<>();
    double total = 0;
    for (Optional<Picture> mask : byMask.keySet()) {
      INDArray white = mask.map(m -> white(m, size)).orElse(null);
      masks.add(white);
      total += white == null ? 1 : white.meanNumber().doubleValue();
    }
    List<Region> regions = new ArrayList<>();
    int i = 0;
    for (List<Style> some : byMask.values()) {
      INDArray white = masks.get(i++);
      double area = white == null ? 1 : white.meanNumber().doubleValue();
      if (area > 0) {
        regions.add(new Region(some, Optional.ofNullable(white), area / total));
      }
    }
    return new Regions(List.copyOf(regions));
  }

  private static INDArray white(Picture mask, Size size) {
    Picture resized = Resampling.resize(mask, size.width(), size.height());
    float[] grey = ColourTransfer.grey(resized);
    int plane = size.width() * size.height();
    float[] one = Arrays.copyOf(grey, plane);
    resized
        .alpha()
        .ifPresent(
            alpha -> {
              for (int i = 0; i < plane; i++) {
                one[i] *= alpha[i];
              }
            });
    return Nd4j.createFromArray(one).reshape(1, 1, size.height(), size.width());
  }

  /** Where anything is painted, {@code [1, 1, h, w]}; empty: everywhere. */
  Optional<INDArray> painted() {
    INDArray sum = null;
    for (Region region : regions) {
      if (region.mask().isEmpty()) {
        return Optional.empty();
      }
      sum = sum == null ? region.mask().get().dup() : sum.addi(region.mask().get());
    }
    return Optional.ofNullable(sum).map(s -> Transforms.min(s, 1, false));
  }

  /**
   * How much each position of a layer belongs to a region: 0 where most of the middle of its
   * receptive field lies outside, 1 where all of it lies inside. So a style does not take its
   * neighbour's edge for its own texture. Where a region is thinner than that, the plain share.
   *
   * @param seen the mask as the network sees it, frame and all, {@code [1, 1, H, W]}
   * @param field side of the receptive field, in pixels
   * @return {@code [h * w, 1]}
   */
  static INDArray weights(INDArray seen, FeatureShape layer, int field) {
    int height = (int) seen.size(2);
    int width = (int) seen.size(3);
    double[][] sums = integral(seen, height, width);
    double[] eroded = new double[layer.height() * layer.width()];
    double[] plain = new double[eroded.length];
    double left = 0;
    double all = 0;
    // What lies near the middle decides: a field's effect is about a Gaussian of a sixth of its
    // side.
    double reach = field / 4.0;
    for (int y = 0; y < layer.height(); y++) {
      double cy = (y + 0.5) * height / layer.height();
      for (int x = 0; x < layer.width(); x++) {
        double cx = (x + 0.5) * width / layer.width();
        int i = y * layer.width() + x;
        double cell = 0.5 * height / layer.height();
        plain[i] = mean(sums, cy - cell, cy + cell, cx - cell, cx + cell);
        eroded[i] = Math.max(0, 2 * mean(sums, cy - reach, cy + reach, cx - reach, cx + reach) - 1);
        left += eroded[i];
        all += plain[i];
      }
    }
    double[] chosen = left < LEAST_LEFT * all ? plain : eroded;
    float[] result = new float[chosen.length];
    for (int i = 0; i < result.length; i++) {
      result[i] = (float) chosen[i];
    }
    return Nd4j.createFromArray(result).reshape(result.length, 1);
  }

  private static double[][] integral(INDArray seen, int height, int width) {
    float[] values = seen.dup('c').reshape(seen.length()).toFloatVector();
    double[][] sums = new double[height + 1][width + 1];
    for (int y = 0; y < height; y++) {
      double row = 0;
      for (int x = 0; x < width; x++) {
        row += values[y * width + x];
        sums[y + 1][x + 1] = sums[y][x + 1] + row;
      }
    }
    return sums;
  }

  private static double mean(double[][] sums, double y0, double y1, double x0, double x1) {
    int top = clamp(Math.floor(y0), sums.length - 2);
    int bottom = Math.max(top + 1, clamp(Math.ceil(y1), sums.length - 1));
    int left = clamp(Math.floor(x0), sums[0].length - 2);
    int right = Math.max(left + 1, clamp(Math.ceil(x1), sums[0].length - 1));
    double sum = sums[bottom][right] - sums[top][right] - sums[bottom][left] + sums[top][left];
    return sum / ((bottom - top) * (double) (right - left));
  }

  private static int clamp(double value, int most) {
    return (int) Math.max(0, Math.min(most, value));
  }
}
