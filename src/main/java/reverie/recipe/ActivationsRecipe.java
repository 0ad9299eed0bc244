package reverie.recipe;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.nd4j.linalg.api.ndarray.INDArray;
import reverie.image.Picture;
import reverie.network.Activations;
import reverie.network.ForwardPass;
import reverie.objective.Goal;
import reverie.objective.GoalValue;
import reverie.objective.Objective;
import reverie.tensor.Traced;
import reverie.weights.Weights;

/**
 * What layers make of a picture, untouched and at its own size, and the gradient of an objective
 * there.
 */
public final class ActivationsRecipe {
  /**
   * What is wanted.
   *
   * @param layers whose activations are given
   * @param gradientOf an objective whose gradient is given too
   */
  public record Settings(List<String> layers, Optional<Goal> gradientOf) {}

  /**
   * Runs the network once.
   *
   * @return {@code input}, the picture as the network sees it; {@code activation/NAME}; and {@code
   *     gradient}, d objective / d input, of the objective as it is written, not of a loss. All
   *     NCHW.
   */
  public Map<String, Weights.Tensor> run(Picture picture, Settings settings, Session session) {
    Map<String, Weights.Tensor> result = new LinkedHashMap<>();
    INDArray input = session.input(picture);
    result.put("input", tensor(input));
    Set<String> taps = new LinkedHashSet<>(settings.layers());
    settings.gradientOf().ifPresent(goal -> taps.addAll(goal.layers()));
    try (ForwardPass pass = session.network().forward(input, taps)) {
      for (String layer : settings.layers()) {
        result.put("activation/" + layer, tensor(pass.activations().channelsFirst(layer)));
      }
      settings
          .gradientOf()
          .ifPresent(goal -> result.put("gradient", tensor(gradient(goal, pass, input, session))));
    }
    return result;
  }

  private static INDArray gradient(Goal goal, ForwardPass pass, INDArray input, Session session) {
    // Priors read the image in [0, 1]: their gradient comes back through the inverse of the
    // preprocessing.
    Traced image = session.model().preprocessing().inverse().map().trace(input);
    Map<String, INDArray> seen = new HashMap<>(pass.activations().byLayer());
    seen.put(Objective.IMAGE, image.value());
    GoalValue value = goal.evaluate(new Activations(seen));
    Map<String, INDArray> atTaps = new HashMap<>(value.gradients());
    INDArray ofPriors = atTaps.remove(Objective.IMAGE);
    INDArray ofLoss = pass.backward(atTaps);
    if (ofPriors != null) {
      ofLoss.addi(image.pullback().apply(ofPriors));
    }
    // A loss is what the objective is not: its gradient points the other way.
    return ofLoss.negi();
  }

  private static Weights.Tensor tensor(INDArray array) {
    return new Weights.Tensor(array.shape(), array.reshape(-1).toFloatVector());
  }
}
