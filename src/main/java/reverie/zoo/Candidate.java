package reverie.zoo;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import reverie.weights.Weights;

/**
 * A checkpoint seen as one architecture's, in one of its dialects.
 *
 * @param architecture whose it may be
 * @param dialect how it names its arrays
 * @param checkpoint the arrays, without a wrapper's prefix
 * @param fit how they differ from what is asked for
 */
record Candidate(Drawn architecture, Dialect dialect, Weights checkpoint, Fit fit) {
  /** The arrays under the design's names: made when asked for, as they may be copies. */
  Weights weights() {
    return dialect.renamed().apply(checkpoint);
  }

  /** All of these architectures, nearest first. */
  static List<Candidate> all(Weights checkpoint, List<Drawn> architectures) {
    Weights weights = Dialect.unwrapped(checkpoint);
    List<Candidate> all = new ArrayList<>();
    for (Drawn architecture : architectures) {
      for (Dialect dialect : architecture.dialects()) {
        Weights renamed = dialect.renamed().apply(weights);
        Fit fit = Fit.of(Draft.expected(dialect.design()), renamed, dialect.ignored());
        all.add(new Candidate(architecture, dialect, weights, fit));
      }
    }
    all.sort(Comparator.comparingDouble(candidate -> candidate.fit.distance()));
    return all;
  }

  /** The nearest of these architectures. */
  static Candidate nearest(Weights checkpoint, List<Drawn> architectures) {
    return all(checkpoint, architectures).get(0);
  }
}
