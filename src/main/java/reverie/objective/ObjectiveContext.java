package reverie.objective;

import java.nio.file.Path;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;
import reverie.network.Graph;

/** What the text language needs to know of a model to turn words into objectives. */
public interface ObjectiveContext {
  /** The network's layers, to check names and channels against. */
  Graph graph();

  /** Names of the classes, in the order of {@link Classes#LAYER}; empty where they have none. */
  default List<String> labels() {
    return List.of();
  }

  /**
   * What a layer makes of a picture file, {@code [1, h, w, c]}; the caller owns it. For guides and
   * targets.
   */
  INDArray features(Path picture, String layer);
}
