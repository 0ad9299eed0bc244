package reverie.objective;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.nd4j.linalg.api.ndarray.INDArray;
import reverie.network.Activations;

/**
 * What a work strives for: a weighted sum of objectives. Here, and nowhere else, are signs flipped:
 * the loss is the sum of {@code weight * value} for what is to be small and of {@code -weight *
 * value} for what is to be large.
 *
 * @param terms at least one, in the order of reports
 */
public record Goal(List<Term> terms) {
  /** Copies the list, and tells terms of one text apart: "mixed4", "mixed4 (2)". */
  public Goal {
    if (terms.isEmpty()) {
      throw new IllegalArgumentException("a goal without terms");
    }
    List<Term> distinct = new ArrayList<>();
    Set<String> texts = new HashSet<>();
    for (Term term : terms) {
      String text = term.text();
      for (int i = 2; !texts.add(text); i++) {
        text = term.text() + " (" + i + ")";
      }
      distinct.add(new Term(text, term.weight(), term.objective()));
    }
    terms = List.copyOf(distinct);
  }

  /** A goal of one objective. */
  public static Goal of(String text, Objective objective) {
    return new Goal(List.of(new Term(text, 1, objective)));
  }

  /** The sum of both. */
  public Goal plus(Goal other) {
    List<Term> all = new ArrayList<>(terms);
    all.addAll(other.terms);
    return new Goal(all);
  }

  /** The layers of the network that it reads: the taps. Empty if it only reads the image. */
  public Set<String> layers() {
    Set<String> layers = new LinkedHashSet<>();
    terms.forEach(term -> layers.addAll(term.objective().layers()));
    layers.remove(Objective.IMAGE);
    return Collections.unmodifiableSet(layers);
  }

  /** Whether a term reads the image itself, {@link Objective#IMAGE}. */
  public boolean readsImage() {
    return terms.stream().anyMatch(term -> term.objective().layers().contains(Objective.IMAGE));
  }

  /** The layers of which a reference picture's activations are read too. */
  public Set<String> referenced() {
    Set<String> layers = new LinkedHashSet<>();
    terms.stream()
        .filter(term -> term.objective() instanceof ReferenceLoss)
        .forEach(term -> layers.addAll(term.objective().layers()));
    return layers;
  }

  /** Measures all terms; the activations, which hold all layers it reads, are not changed. */
  public GoalValue evaluate(Activations activations) {
    double loss = 0;
    Map<String, Double> values = new LinkedHashMap<>();
    Map<String, INDArray> gradients = new LinkedHashMap<>();
    for (Term term : terms) {
      double factor = term.factorInLoss();
      Evaluation evaluation = term.objective().scaled(activations, factor);
      loss += factor * evaluation.value();
      values.put(term.text(), evaluation.value());
      // The gradients are ours: added in place.
      evaluation.gradients().forEach((layer, g) -> gradients.merge(layer, g, INDArray::addi));
    }
    return new GoalValue(loss, Collections.unmodifiableMap(values), gradients);
  }
}
