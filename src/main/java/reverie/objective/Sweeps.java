package reverie.objective;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import org.nd4j.linalg.api.ndarray.INDArray;
import reverie.network.FeatureShape;
import reverie.network.Part;

/**
 * One measurement of a picture in pieces, in any order. Where it {@link #surveys}, all pieces are
 * surveyed before the first is measured. Used once, by one thread.
 */
@FunctionalInterface
public interface Sweeps {
  /** Whether the slope at one piece depends on all others. */
  default boolean surveys() {
    return false;
  }

  /** The first sweep; nothing to do unless it {@link #surveys}. */
  default void survey(Piece piece) {}

  /**
   * A piece's share of the value, and the slope at its positions; the sum of the shares is the
   * value of the whole picture.
   */
  Evaluation measure(Piece piece);

  /** A mean over a piece's positions as its share of the mean over all; the gradients are spent. */
  static Evaluation share(
      Evaluation piece, Piece of, String layer, Map<String, FeatureShape> shapes) {
    FeatureShape whole = shapes.get(layer);
    double share = of.parts().get(layer).positions() / ((double) whole.height() * whole.width());
    Map<String, INDArray> gradients = new HashMap<>();
    piece.gradients().forEach((name, gradient) -> gradients.put(name, gradient.muli(share)));
    return new Evaluation(piece.value() * share, gradients);
  }

  /** Of a mean that compares each position with a target's: it is given the target's part. */
  static Sweeps ofTarget(
      String layer,
      INDArray target,
      Function<INDArray, Objective> objective,
      Map<String, FeatureShape> shapes) {
    return piece -> {
      Part part = piece.parts().get(layer);
      Evaluation own = objective.apply(part.of(target)).evaluate(piece.activations());
      return share(own, piece, layer, shapes);
    };
  }
}
