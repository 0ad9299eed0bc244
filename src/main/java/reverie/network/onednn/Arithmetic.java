package reverie.network.onednn;

import org.bytedeco.dnnl.memory;
import reverie.network.EngineOptions;

/**
 * In which numbers, and by which algorithms, a plan computes.
 *
 * @param type of activations and weights
 * @param winograd whether convolutions that suit it go by Winograd's algorithm
 */
record Arithmetic(memory.data_type type, boolean winograd) {
  static Arithmetic of(EngineOptions options) {
    return new Arithmetic(
        OneDnn.type(options.precision()), options.kind() != EngineOptions.Kind.DIRECT);
  }
}
