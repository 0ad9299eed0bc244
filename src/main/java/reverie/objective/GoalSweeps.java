package reverie.objective;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.nd4j.linalg.api.ndarray.INDArray;
import reverie.network.Activations;
import reverie.network.FeatureShape;
import reverie.support.UserException;

/**
 * One measurement of a {@link Goal} in pieces: all pieces surveyed, if it {@link #surveys}, then
 * all measured; what reads the image itself is measured at once. Used once, by one thread.
 */
public final class GoalSweeps {
  private final Goal goal;
  private final Map<Term, Sweeps> sweeps = new LinkedHashMap<>();
  private final Map<String, Double> values = new LinkedHashMap<>();
  private double loss;

  /**
   * Begins.
   *
   * @param shapes of the whole picture's layers, by name
   * @throws UserException if a term needs all of its layer at once
   */
  public GoalSweeps(Goal goal, Map<String, FeatureShape> shapes) {
    this.goal = goal;
    for (Term term : goal.terms()) {
      values.put(term.text(), 0.0);
      if (term.objective() instanceof Piecewise objective) {
        sweeps.put(term, objective.sweeps(shapes));
      } else if (!readsImage(term)) {
        throw new UserException(
            "'" + term.text() + "' cannot be measured in tiles",
            "Use a smaller picture (--size), or allow more memory (--max-memory).");
      }
    }
  }

  private static boolean readsImage(Term term) {
    return term.objective().layers().equals(Set.of(Objective.IMAGE));
  }

  /** Whether pieces are surveyed before they are measured. */
  public boolean surveys() {
    return sweeps.values().stream().anyMatch(Sweeps::surveys);
  }

  /** The layers that are surveyed. */
  public Set<String> surveyed() {
    Set<String> layers = new LinkedHashSet<>();
    sweeps.forEach(
        (term, own) -> {
          if (own.surveys()) {
            layers.addAll(term.objective().layers());
          }
        });
    return layers;
  }

  /** The first sweep. */
  public void survey(Piece piece) {
    sweeps.values().stream().filter(Sweeps::surveys).forEach(own -> own.survey(piece));
  }

  /**
   * d loss / d activation of one layer at a piece's positions; the receiver may change it.
   *
   * @param piece of that layer alone, at least
   */
  public INDArray measure(String layer, Piece piece) {
    Map<String, INDArray> gradients = new LinkedHashMap<>();
    sweeps.forEach(
        (term, own) -> {
          if (term.objective().layers().contains(layer)) {
            add(term, own.measure(piece), gradients);
          }
        });
    return gradients.get(layer);
  }

  /**
   * d loss / d image of what reads the image itself, {@code [1, 3, h, w]}; null if nothing does.
   */
  public INDArray ofImage(INDArray image) {
    Map<String, INDArray> gradients = new LinkedHashMap<>();
    Activations activations = new Activations(Map.of(Objective.IMAGE, image));
    for (Term term : goal.terms()) {
      if (readsImage(term)) {
        add(term, term.objective().evaluate(activations), gradients);
      }
    }
    return gradients.get(Objective.IMAGE);
  }

  private void add(Term term, Evaluation evaluation, Map<String, INDArray> gradients) {
    double factor = term.factorInLoss();
    loss += factor * evaluation.value();
    values.merge(term.text(), evaluation.value(), Double::sum);
    evaluation
        .gradients()
        .forEach((layer, g) -> gradients.merge(layer, g.muli(factor), INDArray::addi));
  }

  /** What all that was measured adds up to. */
  public double loss() {
    return loss;
  }

  /** Each term's value, un-flipped and unweighted, by its text, in the goal's order. */
  public Map<String, Double> terms() {
    return values;
  }
}
