package reverie.recipe;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;
import reverie.canvas.Canvas;
import reverie.canvas.View;
import reverie.network.Activations;
import reverie.network.ForwardPass;
import reverie.network.GradientRule;
import reverie.network.Network;
import reverie.objective.Goal;
import reverie.objective.GoalValue;
import reverie.objective.Objective;
import reverie.optimize.Loss;
import reverie.optimize.LossFunction;
import reverie.tensor.DifferentiableMap;
import reverie.tensor.Traced;

/**
 * Where everything meets, and the file to read first: what the optimiser changes becomes an image,
 * is looked at, goes through the network, is measured by the goal, and the gradient takes the same
 * way back.
 *
 * <pre>
 *   parameters -- canvas --&gt; image -- view --&gt; -- preprocessing --&gt; network --&gt; activations -- goal --&gt; loss
 *   d parameters &lt;-- canvas -- d image &lt;-- view -- &lt;-- preprocessing -- network &lt;-- d activations &lt;-- goal
 *                                  ^-- image priors (total variation, ...) join here, unseen by view and network
 * </pre>
 *
 * <p>Where a picture does not fit into memory, {@link TiledLoss} goes the same way a tile at a
 * time.
 *
 * <p>Immutable but for the network's own memory; each step is a function of (seed, step) alone.
 */
public final class ImageLoss {
  private final Canvas canvas;
  private final View view;
  private final DifferentiableMap preprocessing;
  private final Network network;
  private final Goal goal;
  private final long seed;
  private final boolean reviving;

  /**
   * A loss over the parameters of a canvas.
   *
   * @param preprocessing from [0, 1] to the network's own range
   * @param seed of the random views
   */
  public ImageLoss(
      Canvas canvas,
      View view,
      DifferentiableMap preprocessing,
      Network network,
      Goal goal,
      long seed) {
    this(canvas, view, preprocessing, network, goal, seed, false);
  }

  private ImageLoss(
      Canvas canvas,
      View view,
      DifferentiableMap preprocessing,
      Network network,
      Goal goal,
      long seed,
      boolean reviving) {
    this.canvas = canvas;
    this.view = view;
    this.preprocessing = preprocessing;
    this.network = network;
    this.goal = goal;
    this.seed = seed;
    this.reviving = reviving;
  }

  /**
   * The same, but where rectifiers leave nothing of a picture's gradient they are taken as open
   * ({@link GradientRule#THROUGH}): a unit that is silent in the noise is woken. Costs nothing
   * where a gradient comes through.
   */
  public ImageLoss reviving() {
    return new ImageLoss(canvas, view, preprocessing, network, goal, seed, true);
  }

  /** The loss of one step: its view is drawn from (seed, step). */
  public LossFunction at(long step) {
    DifferentiableMap look = view.at(seed, step, canvas.height(), canvas.width());
    return parameters -> evaluate(parameters, look);
  }

  private Loss evaluate(INDArray parameters, DifferentiableMap look) {
    Traced image = canvas.paint(parameters);
    Traced seen = Traced.of(image.value()).then(look).then(preprocessing);
    if (goal.layers().isEmpty()) {
      GoalValue value = goal.evaluate(withImage(Map.of(), image));
      return loss(value, image, value.gradients().get(Objective.IMAGE));
    }
    GoalValue value;
    INDArray atInput;
    try (ForwardPass pass = network.forward(seen.value(), goal.layers())) {
      value = goal.evaluate(withImage(pass.activations().byLayer(), image));
      atInput = pass.backward(ofTaps(value));
    }
    if (reviving) {
      revive(seen.value(), value, atInput);
    }
    INDArray atImage = seen.pullback().apply(atInput);
    INDArray ofPriors = value.gradients().get(Objective.IMAGE);
    return loss(value, image, ofPriors == null ? atImage : ofPriors.addi(atImage));
  }

  private static Map<String, INDArray> ofTaps(GoalValue value) {
    Map<String, INDArray> atTaps = new HashMap<>(value.gradients());
    atTaps.remove(Objective.IMAGE);
    return atTaps;
  }

  /** Puts a gradient by open rectifiers in the place of each that is zero everywhere. */
  private void revive(INDArray input, GoalValue value, INDArray atInput) {
    List<Integer> blocked = new ArrayList<>();
    for (int i = 0; i < atInput.size(0); i++) {
      if (atInput.slice(i).amaxNumber().doubleValue() == 0) {
        blocked.add(i);
      }
    }
    if (blocked.isEmpty()) {
      return;
    }
    // Lucid redirects each ReLU that blocks, and passes only what pushes it up; here all are open.
    try (ForwardPass pass = network.forward(input, goal.layers(), GradientRule.THROUGH)) {
      INDArray open = pass.backward(ofTaps(value));
      blocked.forEach(i -> atInput.slice(i).assign(open.slice(i)));
    }
  }

  private Activations withImage(Map<String, INDArray> taps, Traced image) {
    Map<String, INDArray> all = new HashMap<>(taps);
    if (goal.readsImage()) {
      all.put(Objective.IMAGE, image.value());
    }
    return new Activations(all);
  }

  private static Loss loss(GoalValue value, Traced image, INDArray atImage) {
    return new Loss(value.loss(), value.terms(), image.pullback().apply(atImage));
  }
}
