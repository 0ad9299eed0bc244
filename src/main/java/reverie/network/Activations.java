package reverie.network;

import java.util.Map;
import java.util.Set;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * What the tapped layers made of a batch of images: {@code [n, h, w, c]} each, after the layer's
 * activation.
 *
 * <p>The arrays may lie in the engine's own memory: they are valid until the pass is closed, and
 * nobody changes them.
 *
 * @param byLayer arrays by layer name
 */
public record Activations(Map<String, INDArray> byLayer) {
  /** Keeps an immutable copy of the map. */
  public Activations {
    byLayer = Map.copyOf(byLayer);
  }

  /**
   * The layer's activation, {@code [n, h, w, c]}.
   *
   * @throws IllegalArgumentException if it was not tapped
   */
  public INDArray of(String layer) {
    INDArray found = byLayer.get(layer);
    if (found == null) {
      throw new IllegalArgumentException(
          "layer '" + layer + "' was not tapped; tapped are " + byLayer.keySet());
    }
    return found;
  }

  /** The layer's activation as {@code [n, c, h, w]}: a copy that the caller owns. */
  public INDArray channelsFirst(String layer) {
    return of(layer).permute(0, 3, 1, 2).dup('c');
  }

  /** The tapped layers. */
  public Set<String> layers() {
    return byLayer.keySet();
  }
}
