package reverie.network;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/**
 * Derivatives of linear functionals of a network's activations along directions in the image, by
 * central differences of the {@link ReferenceNetwork}.
 */
final class Differences {
  private static final double STEP = 1e-6;
  private static final int PIXELS = 12;
  private static final int DENSE = 4;

  private final ReferenceNetwork network;
  private final Features image;
  private final List<double[]> directions = new ArrayList<>();

  /**
   * Directions: a few that change every pixel, which no error anywhere can hide from, and some
   * single pixels, the first and the last among them, which tell more when they fail.
   */
  Differences(Graph graph, Features image) {
    this.network = new ReferenceNetwork(graph);
    this.image = image;
    int length = image.values().length;
    Random random = new Random(length);
    List<Integer> pixels = new ArrayList<>();
    for (int i = 1; i < length - 1; i++) {
      pixels.add(i);
    }
    Collections.shuffle(pixels, random);
    pixels.add(0, 0);
    pixels.add(0, length - 1);
    for (int pixel : pixels.subList(0, Math.min(PIXELS, pixels.size()))) {
      double[] direction = new double[length];
      direction[pixel] = 1;
      directions.add(direction);
    }
    for (int d = 0; d < DENSE; d++) {
      directions.add(random.doubles(length, -1, 1).toArray());
    }
  }

  /** Derivatives of sum(gradient * activation) over these layers, one a direction. */
  double[] of(Map<String, Features> gradients) {
    return ofEach(Map.of("all", gradients)).get("all");
  }

  /** The derivatives of several functionals by the same runs. */
  Map<String, double[]> ofEach(Map<String, Map<String, Features>> functionals) {
    Map<String, double[]> derivatives = new LinkedHashMap<>();
    functionals.keySet().forEach(name -> derivatives.put(name, new double[directions.size()]));
    Set<String> layers = new java.util.HashSet<>();
    functionals.values().forEach(gradients -> layers.addAll(gradients.keySet()));
    for (int d = 0; d < directions.size(); d++) {
      Map<String, Features> after = network.forward(moved(directions.get(d), STEP), layers);
      Map<String, Features> before = network.forward(moved(directions.get(d), -STEP), layers);
      for (var functional : functionals.entrySet()) {
        double difference = 0;
        for (var gradient : functional.getValue().entrySet()) {
          difference +=
              dot(gradient.getValue().values(), after.get(gradient.getKey()).values())
                  - dot(gradient.getValue().values(), before.get(gradient.getKey()).values());
        }
        derivatives.get(functional.getKey())[d] = difference / (2 * STEP);
      }
    }
    return derivatives;
  }

  /** What an engine's image gradient says of the same directions. */
  double[] along(Features imageGradient) {
    return directions.stream().mapToDouble(d -> dot(d, imageGradient.values())).toArray();
  }

  private Features moved(double[] direction, double step) {
    double[] values = image.values().clone();
    for (int i = 0; i < values.length; i++) {
      values[i] += step * direction[i];
    }
    return new Features(image.n(), image.channels(), image.height(), image.width(), values);
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }
}
