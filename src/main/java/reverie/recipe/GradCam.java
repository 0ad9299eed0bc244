package reverie.recipe;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.nd4j.linalg.api.ndarray.INDArray;
import reverie.image.Resampling;
import reverie.network.Activations;
import reverie.network.FeatureShape;
import reverie.network.ForwardPass;
import reverie.network.Graph;
import reverie.network.Input;
import reverie.network.Network;
import reverie.network.Node;
import reverie.objective.GoalValue;
import reverie.objective.Objective;
import reverie.recipe.SaliencyMethod.Found;
import reverie.support.UsageException;

/**
 * Grad-CAM: Selvaraju et al. 2017: a layer's maps A_k, weighted by their mean gradient and summed,
 * without what is below zero; in the picture's size.
 *
 * <p>Where only a linear map of the maps' means follows, the sum before the rectifier is the
 * objective without its bias.
 */
final class GradCam {
  private GradCam() {}

  static Found attribution(Score score, INDArray image, SaliencySettings settings) {
    int height = (int) image.size(2);
    int width = (int) image.size(3);
    Graph graph = score.session().graph();
    Set<String> ends = score.goal().layers();
    if (ends.isEmpty()) {
      throw new UsageException(
          "gradcam: the objective reads no layer", "Use another --method, or name a layer.");
    }
    Map<String, FeatureShape> shapes = graph.shapes(graph.needed(ends), height, width);
    Tail tail =
        settings
            .layer()
            .map(l -> at(l, graph, shapes, ends))
            .orElseGet(() -> last(graph, shapes, ends));
    FeatureShape shape = shapes.get(tail.layer());
    Set<String> taps = new HashSet<>(ends);
    taps.add(tail.layer());
    INDArray input = score.session().model().preprocessing().map().trace(image).value();
    float[] maps;
    float[] gradients;
    double value;
    try (ForwardPass pass = score.session().network().forward(input, taps)) {
      Map<String, INDArray> seen = new HashMap<>(pass.activations().byLayer());
      seen.put(Objective.IMAGE, image);
      GoalValue evaluated = score.goal().evaluate(new Activations(seen));
      value = -evaluated.loss();
      INDArray layer = pass.activations().channelsFirst(tail.layer());
      maps = layer.reshape(-1).toFloatVector();
      gradients = gradient(score, tail, graph, layer, evaluated.gradients());
    }
    int plane = shape.height() * shape.width();
    float[] map = new float[plane];
    double sum = weigh(maps, gradients, plane, map);
    float[] large = Resampling.resize(map, 1, shape.height(), shape.width(), height, width);
    for (int i = 0; i < large.length; i++) {
      large[i] = Math.max(0, large[i]); // The kernel overshoots beside an edge.
    }
    return Found.plane(
        height,
        width,
        large,
        String.format(
            Locale.ROOT,
            "at layer '%s', %dx%d: the sum before the rectifier is %.5g; the objective without its bias, %.5g with it, where only a linear map of means follows",
            tail.layer(),
            shape.width(),
            shape.height(),
            sum,
            value));
  }

  private static Tail at(
      String layer, Graph graph, Map<String, FeatureShape> shapes, Set<String> ends) {
    FeatureShape shape = shapes.get(graph.node(layer).name());
    if (shape == null) {
      throw new UsageException(
          "gradcam at layer '" + layer + "': the objective does not need it",
          "Name a layer before " + String.join(", ", ends) + ", or leave --layer out.");
    }
    return Tail.of(graph, layer, shape, ends);
  }

  /** At the last layer of more than one position that all goes through. */
  private static Tail last(Graph graph, Map<String, FeatureShape> shapes, Set<String> ends) {
    List<Node> nodes = graph.needed(ends);
    for (int i = nodes.size() - 1; i >= 0; i--) {
      Node node = nodes.get(i);
      FeatureShape shape = shapes.get(node.name());
      if (shape.height() * shape.width() > 1 && !(node.operation() instanceof Input)) {
        try {
          return Tail.of(graph, node.name(), shape, ends);
        } catch (UsageException e) {
          // Something goes around it: an earlier one.
        }
      }
    }
    throw new UsageException(
        "gradcam: expected a layer of more than one position that all of the objective goes through, found none",
        "Use a larger photo, or another --method.");
  }

  /** d objective / d layer, {@code [c, h, w]}, from d loss / d end. */
  private static float[] gradient(
      Score score, Tail tail, Graph graph, INDArray layer, Map<String, INDArray> ofLoss) {
    Map<String, INDArray> atEnds = new HashMap<>();
    ofLoss.forEach(
        (end, gradient) -> {
          if (!end.equals(Objective.IMAGE)) {
            atEnds.merge(graph.node(end).name(), gradient.neg(), INDArray::addi);
          }
        });
    INDArray own = atEnds.remove(tail.layer());
    INDArray total = own == null ? null : own.permute(0, 3, 1, 2).dup('c');
    if (!atEnds.isEmpty()) {
      try (Network network = score.session().compile(tail.graph());
          ForwardPass pass = network.forward(layer, atEnds.keySet())) {
        INDArray back = pass.backward(atEnds);
        total = total == null ? back : total.addi(back);
      }
    }
    return total.reshape(-1).toFloatVector();
  }

  /**
   * The weighted sum of maps, what is below zero left out.
   *
   * @param to {@code [h, w]}
   * @return its sum before that
   */
  static double weigh(float[] maps, float[] gradients, int plane, float[] to) {
    double[] weighted = new double[plane];
    for (int k = 0; k < maps.length / plane; k++) {
      double weight = 0;
      for (int i = 0; i < plane; i++) {
        weight += gradients[k * plane + i] / (double) plane;
      }
      for (int i = 0; i < plane; i++) {
        weighted[i] += weight * maps[k * plane + i];
      }
    }
    double sum = 0;
    for (int i = 0; i < plane; i++) {
      sum += weighted[i];
      to[i] = (float) Math.max(0, weighted[i]);
    }
    return sum;
  }
}
