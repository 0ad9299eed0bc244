package reverie.zoo;

import java.nio.file.Path;
import reverie.network.Graph;
import reverie.weights.OnnxModel;

/** ONNX models: their graph is the architecture. */
final class OnnxModels {
  private static final int MINIMAL_SIZE = 32;

  private OnnxModels() {}

  /**
   * The model, with ImageNet's normalisation: ONNX files do not say what they were trained on, and
   * those of PyTorch and the ONNX model zoo mostly have this one.
   */
  static Model load(OnnxModel onnx) {
    Graph graph = OnnxNetwork.of(onnx);
    boolean colour = graph.inputChannels() == 3;
    String file = Path.of(onnx.weights().source()).getFileName().toString();
    return new Model(
        file.replaceAll("(?i)\\.onnx$", ""),
        "an ONNX network of " + graph.layerNames().size() + " layers",
        "",
        graph,
        colour ? Dialect.normalised() : new Preprocessing(new float[] {1}, new float[] {0}),
        Drawn.labels(graph),
        Suggestions.of(graph),
        MINIMAL_SIZE);
  }
}
