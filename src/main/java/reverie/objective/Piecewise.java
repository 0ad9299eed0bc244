package reverie.objective;

import java.util.Map;
import reverie.network.FeatureShape;

/**
 * An objective that can be measured of one picture a piece at a time, so that its layers need never
 * be held whole. By itself: a mean over the positions of one layer.
 */
public interface Piecewise extends Objective {
  /**
   * Begins a measurement.
   *
   * @param shapes of the whole picture's layers, by name
   */
  default Sweeps sweeps(Map<String, FeatureShape> shapes) {
    String layer = layers().iterator().next();
    return piece -> Sweeps.share(evaluate(piece.activations()), piece, layer, shapes);
  }
}
