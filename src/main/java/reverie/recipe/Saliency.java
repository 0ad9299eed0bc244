package reverie.recipe;

import java.util.Arrays;
import java.util.List;
import reverie.weights.Weights;

/**
 * What each pixel matters to an objective, by one method.
 *
 * @param method its name
 * @param unit of the numbers
 * @param signed whether below zero means against the objective
 * @param attribution the numbers before colours were taken together, {@code [1, 3, h, w]}, or
 *     {@code [h, w]} where there are none
 * @param width of the map in pixels
 * @param height of the map in pixels
 * @param map a number a pixel, {@code [h, w]}
 * @param notes what the method has to say of itself: its axiom and how well it is kept
 */
public record Saliency(
    String method,
    String unit,
    boolean signed,
    Weights.Tensor attribution,
    int width,
    int height,
    float[] map,
    List<String> notes) {
  /** Share of the pixels that may be brighter than the full colour: single ones outshine all. */
  private static final double OUTSHINING = 0.005;

  /** The least number of the map. */
  public double least() {
    float least = Float.POSITIVE_INFINITY;
    for (float value : map) {
      least = Math.min(least, value);
    }
    return least;
  }

  /** The largest number of the map. */
  public double largest() {
    float largest = Float.NEGATIVE_INFINITY;
    for (float value : map) {
      largest = Math.max(largest, value);
    }
    return largest;
  }

  /** The sum of the map. */
  public double sum() {
    double sum = 0;
    for (float value : map) {
      sum += value;
    }
    return sum;
  }

  /** The size of a number that is shown in full colour: 99.5 % are not larger. */
  public float fullColour() {
    float[] sizes = new float[map.length];
    for (int i = 0; i < sizes.length; i++) {
      sizes[i] = Math.abs(map[i]);
    }
    Arrays.sort(sizes);
    float quantile = sizes[(int) ((1 - OUTSHINING) * (sizes.length - 1))];
    return quantile > 0 ? quantile : sizes[sizes.length - 1];
  }
}
