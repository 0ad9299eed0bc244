package reverie.network;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The way back by a {@link GradientRule} in float64, layer by layer: a rectifier by the rule as it
 * is written, everything else by central differences of the {@link ReferenceOperations}.
 */
final class RuledReference {
  private static final double STEP = 1e-6;

  private final Graph graph;
  private final GradientRule rule;

  RuledReference(Graph graph, GradientRule rule) {
    this.graph = graph;
    this.rule = rule;
  }

  /** The image gradient for these gradients at layers. */
  Features backward(Features image, Map<String, Features> gradients) {
    Map<String, Features> made = new LinkedHashMap<>();
    Map<String, Features> before = new HashMap<>();
    List<Node> nodes = graph.needed(gradients.keySet());
    for (Node node : nodes) {
      if (node.operation() instanceof Input) {
        made.put(node.name(), image);
      } else {
        Features linear = ReferenceOperations.apply(linear(node.operation()), inputs(node, made));
        before.put(node.name(), linear);
        made.put(
            node.name(),
            ReferenceOperations.apply(new Activate(activation(node.operation())), List.of(linear)));
      }
    }
    Map<String, double[]> arrived = new HashMap<>();
    made.forEach((name, f) -> arrived.put(name, new double[f.values().length]));
    gradients.forEach((name, g) -> add(arrived.get(name), g.values()));
    for (int i = nodes.size() - 1; i > 0; i--) {
      Node node = nodes.get(i);
      double[] gradient =
          rectified(
              activation(node.operation()),
              before.get(node.name()).values(),
              arrived.get(node.name()));
      List<Features> inputs = inputs(node, made);
      for (int k = 0; k < inputs.size(); k++) {
        add(arrived.get(node.inputs().get(k)), differences(node.operation(), inputs, k, gradient));
      }
    }
    return new Features(
        image.n(),
        image.channels(),
        image.height(),
        image.width(),
        arrived.get(nodes.get(0).name()));
  }

  private static List<Features> inputs(Node node, Map<String, Features> made) {
    return node.inputs().stream().map(made::get).toList();
  }

  private double[] rectified(Activation a, double[] x, double[] gradient) {
    double[] back = new double[x.length];
    boolean rectifier =
        a.function() == Activation.Function.RELU || a.function() == Activation.Function.CLIP;
    for (int i = 0; i < x.length; i++) {
      double slope =
          (ReferenceOperations.activation(a, x[i] + STEP)
                  - ReferenceOperations.activation(a, x[i] - STEP))
              / (2 * STEP);
      if (rectifier && rule == GradientRule.THROUGH) {
        back[i] = gradient[i];
      } else if (rectifier && rule == GradientRule.GUIDED) {
        back[i] = gradient[i] > 0 ? slope * gradient[i] : 0;
      } else {
        back[i] = slope * gradient[i];
      }
    }
    return back;
  }

  private static double[] differences(
      Operation operation, List<Features> inputs, int k, double[] gradient) {
    Features input = inputs.get(k);
    double[] back = new double[input.values().length];
    for (int i = 0; i < back.length; i++) {
      double up = dot(gradient, moved(operation, inputs, k, i, STEP));
      double down = dot(gradient, moved(operation, inputs, k, i, -STEP));
      back[i] = (up - down) / (2 * STEP);
    }
    return back;
  }

  private static double[] moved(
      Operation operation, List<Features> inputs, int k, int place, double step) {
    Features at = inputs.get(k);
    double[] values = at.values().clone();
    values[place] += step;
    List<Features> all = new ArrayList<>(inputs);
    all.set(k, new Features(at.n(), at.channels(), at.height(), at.width(), values));
    return ReferenceOperations.apply(linear(operation), all).values();
  }

  private static Activation activation(Operation operation) {
    if (operation instanceof Convolution convolution) {
      return convolution.activation();
    } else if (operation instanceof Dense dense) {
      return dense.activation();
    } else if (operation instanceof Add add) {
      return add.activation();
    } else if (operation instanceof Activate activate) {
      return activate.activation();
    }
    return Activation.IDENTITY;
  }

  /** The operation before its activation. */
  private static Operation linear(Operation operation) {
    if (operation instanceof Convolution convolution) {
      return convolution.then(Activation.IDENTITY);
    } else if (operation instanceof Dense d) {
      return new Dense(d.inputs(), d.outputs(), d.weights(), d.bias(), Activation.IDENTITY);
    } else if (operation instanceof Add) {
      return new Add(Activation.IDENTITY);
    } else if (operation instanceof Activate) {
      return new Activate(Activation.IDENTITY);
    }
    return operation;
  }

  private static void add(double[] sum, double[] more) {
    for (int i = 0; i < sum.length; i++) {
      sum[i] += more[i];
    }
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }
}
