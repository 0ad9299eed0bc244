package reverie.zoo;

import java.util.Map;
import reverie.weights.Weights;

/** Networks for other packages' tests, with made-up weights. */
public final class SmallModels {
  private SmallModels() {}

  /** SqueezeNet 1.1 under torchvision's names, 1.2 million numbers. */
  public static Map<String, Weights.Tensor> squeezeNet() {
    Drawn drawn = (Drawn) Architectures.ALL.get("squeezenet1_1");
    return MadeUp.weights(drawn.dialects().get(0).design(), true).tensors();
  }
}
