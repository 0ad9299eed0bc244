package reverie.network;

import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A network's state after one forward run: what its taps saw, and the way back to the image. Close
 * it after use.
 */
public interface ForwardPass extends AutoCloseable {
  /** What the tapped layers made; valid until the pass is closed. */
  Activations activations();

  /**
   * d loss / d image, {@code [n, c, h, w]}, for a loss given by its gradients at the taps; the
   * caller owns it. Where one tap feeds another, both count. May be called once for each pass.
   *
   * <p>Under {@link GradientRule#GUIDED} the sign counts: give, and get, the gradient of what is to
   * grow, an objective's, not a loss's.
   *
   * @param gradientByLayer d loss / d activation, {@code [n, h, w, c]}, for any of the tapped
   *     layers; a missing one is zero
   * @throws IllegalArgumentException if a layer was not tapped or a shape is another
   */
  INDArray backward(Map<String, INDArray> gradientByLayer);

  /** Lets the engine use the pass's memory again. */
  @Override
  void close();
}
