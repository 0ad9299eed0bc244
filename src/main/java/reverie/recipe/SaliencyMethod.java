package reverie.recipe;

import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;
import reverie.weights.Weights;

/**
 * A way to tell which pixels matter.
 *
 * @param name what a user calls it
 * @param summary what it does, in a few words
 * @param unit of its numbers
 * @param map how its numbers become one a pixel
 * @param attribution does it
 */
public record SaliencyMethod(
    String name, String summary, String unit, Map map, Attribution attribution) {
  /** How colours are taken together. */
  public enum Map {
    /** The largest size over the colours, without a sign. */
    LARGEST,
    /** The sum over the colours, with its sign. */
    SUM,
    /** There are no colours; no number is below zero. */
    PLANE,
    /** There are no colours; numbers have a sign. */
    SIGNED_PLANE
  }

  /**
   * What a method found.
   *
   * @param numbers {@code [1, 3, h, w]} or {@code [h, w]}
   * @param notes its axiom, and how well it is kept; may be empty
   */
  record Found(Weights.Tensor numbers, List<String> notes) {
    static Found of(INDArray gradient, String... notes) {
      return new Found(
          new Weights.Tensor(gradient.shape(), gradient.reshape(-1).toFloatVector()),
          List.of(notes));
    }

    static Found plane(int height, int width, float[] values, String... notes) {
      return new Found(new Weights.Tensor(new long[] {height, width}, values), List.of(notes));
    }
  }

  /** Does it. */
  @FunctionalInterface
  interface Attribution {
    /**
     * Attributes the objective to pixels.
     *
     * @param image {@code [1, 3, h, w]} in [0, 1]; not changed
     */
    Found of(Score score, INDArray image, SaliencySettings settings);
  }

  /** Runs it. */
  Saliency run(Score score, INDArray image, SaliencySettings settings) {
    Found found = attribution.of(score, image, settings);
    int height = (int) image.size(2);
    int width = (int) image.size(3);
    return new Saliency(
        name,
        unit,
        map == Map.SUM || map == Map.SIGNED_PLANE,
        found.numbers(),
        width,
        height,
        plane(found.numbers().values(), height * width),
        found.notes());
  }

  private float[] plane(float[] numbers, int size) {
    if (map == Map.PLANE || map == Map.SIGNED_PLANE) {
      return numbers;
    }
    float[] plane = new float[size];
    for (int i = 0; i < numbers.length; i++) {
      int at = i % size;
      plane[at] =
          map == Map.SUM ? plane[at] + numbers[i] : Math.max(plane[at], Math.abs(numbers[i]));
    }
    return plane;
  }
}
