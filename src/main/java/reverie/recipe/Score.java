package reverie.recipe;

import java.util.HashMap;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;
import reverie.network.Activations;
import reverie.network.ForwardPass;
import reverie.network.GradientRule;
import reverie.objective.Goal;
import reverie.objective.GoalValue;
import reverie.objective.Objective;
import reverie.tensor.Traced;

/**
 * An objective as a function of pictures: its value as it is written, not a loss's, and its
 * gradient by the picture's colours. No canvas and no view lies between.
 *
 * @param session the network
 * @param goal the objective
 */
record Score(Session session, Goal goal) {
  /**
   * Of one picture.
   *
   * @param value the objective's
   * @param gradient d objective / d image, {@code [1, 3, h, w]}; the caller owns it
   */
  record Slope(double value, INDArray gradient) {}

  /**
   * The value of each picture.
   *
   * @param images {@code [n, 3, h, w]} in [0, 1]
   */
  double[] values(INDArray images) {
    double[] values = new double[(int) images.size(0)];
    if (goal.layers().isEmpty()) {
      for (int i = 0; i < values.length; i++) {
        values[i] = -goal.evaluate(one(Map.of(), images, i)).loss();
      }
      return values;
    }
    INDArray input = session.model().preprocessing().map().trace(images).value();
    try (ForwardPass pass = session.network().forward(input, goal.layers())) {
      // Objectives are means over a batch: each picture is measured by itself.
      for (int i = 0; i < values.length; i++) {
        values[i] = -goal.evaluate(one(pass.activations().byLayer(), images, i)).loss();
      }
    }
    return values;
  }

  /** The value of one picture, {@code [1, 3, h, w]} in [0, 1]. */
  double value(INDArray image) {
    return values(image)[0];
  }

  /**
   * Value and gradient.
   *
   * @param image {@code [1, 3, h, w]} in [0, 1]
   * @param rule what rectifiers let back
   */
  Slope slope(INDArray image, GradientRule rule) {
    if (goal.layers().isEmpty()) {
      GoalValue value = goal.evaluate(one(Map.of(), image, 0));
      return new Slope(-value.loss(), value.gradients().get(Objective.IMAGE).negi());
    }
    Traced seen = session.model().preprocessing().map().trace(image);
    try (ForwardPass pass = session.network().forward(seen.value(), goal.layers(), rule)) {
      GoalValue value = goal.evaluate(one(pass.activations().byLayer(), image, 0));
      Map<String, INDArray> atTaps = new HashMap<>(value.gradients());
      // Of what is to grow: a guided gradient depends on the sign.
      atTaps.values().forEach(INDArray::negi);
      INDArray ofPriors = atTaps.remove(Objective.IMAGE);
      INDArray gradient = seen.pullback().apply(pass.backward(atTaps));
      return new Slope(-value.loss(), ofPriors == null ? gradient : gradient.addi(ofPriors));
    }
  }

  private Activations one(Map<String, INDArray> taps, INDArray images, int i) {
    Map<String, INDArray> all = new HashMap<>();
    taps.forEach((layer, array) -> all.put(layer, one(array, i)));
    if (goal.readsImage()) {
      all.put(Objective.IMAGE, one(images, i));
    }
    return new Activations(all);
  }

  private static INDArray one(INDArray batch, int i) {
    return batch.size(0) == 1
        ? batch
        : batch
            .get(
                NDArrayIndex.interval(i, i + 1),
                NDArrayIndex.all(),
                NDArrayIndex.all(),
                NDArrayIndex.all())
            .dup('c');
  }
}
