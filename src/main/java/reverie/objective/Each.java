package reverie.objective;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;
import reverie.network.Activations;

/**
 * A goal of its own for each picture of a batch; the value is the sum of their losses, so that each
 * picture's gradient is what it would be alone.
 *
 * @param goals one for each picture, in the batch's order
 */
public record Each(List<Goal> goals) implements Objective {
  /** Copies the list. */
  public Each {
    goals = List.copyOf(goals);
  }

  @Override
  public Set<String> layers() {
    Set<String> layers = new LinkedHashSet<>();
    for (Goal goal : goals) {
      layers.addAll(goal.layers());
      if (goal.readsImage()) {
        layers.add(IMAGE);
      }
    }
    return layers;
  }

  @Override
  public Direction direction() {
    return Direction.MINIMISE;
  }

  @Override
  public Evaluation evaluate(Activations activations) {
    double sum = 0;
    Map<String, List<INDArray>> gradients = new LinkedHashMap<>();
    for (int i = 0; i < goals.size(); i++) {
      Activations own = picture(activations, i);
      GoalValue value = goals.get(i).evaluate(own);
      sum += value.loss();
      for (String layer : layers()) {
        INDArray gradient = value.gradients().get(layer);
        gradients
            .computeIfAbsent(layer, name -> new ArrayList<>())
            .add(gradient == null ? FeatureRows.zerosLike(own.of(layer)) : gradient);
      }
    }
    Map<String, INDArray> joined = new HashMap<>();
    gradients.forEach(
        (layer, parts) ->
            joined.put(
                layer,
                parts.size() == 1 ? parts.get(0) : Nd4j.concat(0, parts.toArray(INDArray[]::new))));
    return new Evaluation(sum, joined);
  }

  /** What one picture of the batch made. */
  private Activations picture(Activations all, int index) {
    Map<String, INDArray> own = new HashMap<>();
    for (String layer : layers()) {
      INDArray batch = all.of(layer);
      if (batch.size(0) != goals.size()) {
        throw new IllegalArgumentException(
            goals.size() + " pictures, got a batch of " + batch.size(0));
      }
      own.put(
          layer,
          batch.get(
              NDArrayIndex.interval(index, index + 1L),
              NDArrayIndex.all(),
              NDArrayIndex.all(),
              NDArrayIndex.all()));
    }
    return new Activations(own);
  }
}
