package reverie.network;

/**
 * The number format inside the engine; images, activations and gradients at its edges are float32
 * always.
 */
public enum Precision {
  /** float32: the default. */
  F32,
  /**
   * bfloat16: a faster draft; gradients deviate by about 0.2 relative on random weights, as in
   * PyTorch.
   */
  BF16
}
