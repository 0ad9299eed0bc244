package reverie.zoo;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.graph.MergeVertex;
import org.deeplearning4j.nn.conf.graph.ScaleVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.DepthwiseConvolution2D;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.LocalResponseNormalization;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.layers.SeparableConvolution2D;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.conf.layers.Upsampling2D;
import org.deeplearning4j.nn.conf.layers.ZeroPaddingLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import reverie.network.EngineOptions;
import reverie.network.ForwardPass;
import reverie.network.Network;
import reverie.network.Precision;
import reverie.network.engine.Networks;
import reverie.support.UserException;

/** The frozen engine against DeepLearning4J's own forward pass. */
class Dl4jGraphTest {
  private static final int SIDE = 33;

  private static NeuralNetConfiguration.Builder builder() {
    return new NeuralNetConfiguration.Builder().seed(5).activation(Activation.RELU);
  }

  private static INDArray images() {
    Nd4j.getRandom().setSeed(3);
    return Nd4j.rand(DataType.FLOAT, 2, 3, SIDE, SIDE);
  }

  private static void same(Model model, Map<String, INDArray> expected) {
    EngineOptions options = new EngineOptions(EngineOptions.Kind.AUTO, 0, Precision.F32);
    try (Network ours = Networks.compile(model.graph(), options);
        ForwardPass pass = ours.forward(images(), expected.keySet())) {
      expected.forEach(
          (layer, values) ->
              assertArrayEquals(
                  values.dup('c').reshape(-1).toFloatVector(),
                  pass.activations()
                      .of(layer)
                      .permute(0, 3, 1, 2)
                      .dup('c')
                      .reshape(-1)
                      .toFloatVector(),
                  1e-4f,
                  layer));
    }
  }

  /** Branches, sums, normalisation, borders of each kind. */
  static ComputationGraph graph() {
    ComputationGraph network =
        new ComputationGraph(
            builder()
                .graphBuilder()
                .addInputs("in")
                .addLayer("zeros", new ZeroPaddingLayer(1, 2, 0, 2), "in")
                .addLayer(
                    "first",
                    new ConvolutionLayer.Builder(3, 3).stride(2, 2).nOut(8).build(),
                    "zeros")
                .addLayer(
                    "norm",
                    new BatchNormalization.Builder().activation(Activation.LEAKYRELU).build(),
                    "first")
                .addLayer("lrn", new LocalResponseNormalization.Builder().build(), "norm")
                .addLayer(
                    "left",
                    new ConvolutionLayer.Builder(1, 3)
                        .convolutionMode(ConvolutionMode.Same)
                        .activation(Activation.SWISH)
                        .nOut(6)
                        .build(),
                    "lrn")
                .addLayer(
                    "right",
                    new SeparableConvolution2D.Builder(3, 3)
                        .depthMultiplier(2)
                        .padding(1, 1)
                        .nOut(6)
                        .build(),
                    "lrn")
                .addLayer(
                    "deep",
                    new DepthwiseConvolution2D.Builder(3, 3)
                        .depthMultiplier(2)
                        .padding(1, 1)
                        .nOut(16)
                        .build(),
                    "lrn")
                .addVertex("sum", new ElementWiseVertex(ElementWiseVertex.Op.Add), "left", "right")
                .addLayer("acted", new ActivationLayer(Activation.TANH), "sum")
                .addVertex("all", new MergeVertex(), "acted", "left", "deep")
                .addLayer("dropped", new DropoutLayer(0.5), "all")
                .addLayer(
                    "pool",
                    new SubsamplingLayer.Builder(
                            SubsamplingLayer.PoolingType.MAX, new int[] {3, 3}, new int[] {2, 2})
                        .convolutionMode(ConvolutionMode.Same)
                        .build(),
                    "dropped")
                .addLayer(
                    "mean",
                    new SubsamplingLayer.Builder(
                            SubsamplingLayer.PoolingType.AVG, new int[] {3, 3}, new int[] {1, 1})
                        .padding(1, 1)
                        .build(),
                    "pool")
                .addLayer("larger", new Upsampling2D.Builder(2).build(), "mean")
                .addLayer("global", new GlobalPoolingLayer(PoolingType.AVG), "larger")
                .addLayer("dense", new DenseLayer.Builder().nOut(9).build(), "global")
                .addLayer(
                    "scores",
                    new OutputLayer.Builder().nOut(4).activation(Activation.SOFTMAX).build(),
                    "dense")
                .setOutputs("scores")
                .setInputTypes(InputType.convolutional(SIDE, SIDE, 3))
                .build());
    network.init();
    return network;
  }

  /** Those before an activation of their own are changed in place there, and left out here. */
  private static final List<String> LAYERS =
      List.of(
          "first", "norm", "lrn", "left", "right", "deep", "acted", "all", "pool", "mean", "larger",
          "dense");

  private static Map<String, INDArray> expected(ComputationGraph network) {
    Map<String, INDArray> all = network.feedForward(images(), false);
    Map<String, INDArray> some = new java.util.LinkedHashMap<>();
    LAYERS.forEach(layer -> some.put(layer, all.get(layer)));
    some.put("softmax", all.get("scores"));
    return some;
  }

  @Test
  void a_graph_in_memory_gives_the_same_activations() {
    ComputationGraph network = graph();
    network.setParams(
        network.params().add(Nd4j.rand(DataType.FLOAT, network.params().shape()).muli(0.1)));
    Model model = Models.of(network);
    same(model, expected(network));
    assertEquals("scores", model.graph().node("logits").name());
    assertEquals(4, model.graph().shapes(model.graph().nodes(), 40, 40).get("scores").channels());
  }

  @Test
  void a_graph_in_a_file_gives_the_same_activations(@TempDir Path folder) throws IOException {
    ComputationGraph network = graph();
    Path file = folder.resolve("mine.zip");
    ModelSerializer.writeModel(network, file.toFile(), true);
    Model model = Models.open(file);
    same(model, expected(network));
    assertEquals("mine", model.name());
    var arrays = Models.arrays(reverie.weights.WeightFormats.open(file)).tensors();
    assertArrayEquals(
        network.getParam("dense_W").dup('c').reshape(-1).toFloatVector(),
        arrays.get("dense_W").values());
  }

  @Test
  void layers_in_a_row_are_read_with_the_size_that_their_matrix_asks_for() {
    MultiLayerNetwork network =
        new MultiLayerNetwork(
            builder()
                .list()
                .layer(
                    new ConvolutionLayer.Builder(3, 3)
                        .nOut(4)
                        .activation(Activation.SOFTPLUS)
                        .build())
                .layer(new DenseLayer.Builder().nOut(5).activation(Activation.SIGMOID).build())
                .layer(new OutputLayer.Builder().nOut(3).activation(Activation.SOFTMAX).build())
                .setInputType(InputType.convolutional(SIDE, SIDE, 3))
                .build());
    network.init();
    Model model = Models.of(network);
    assertEquals(SIDE, model.minimalSize());
    List<INDArray> all = network.feedForward(images());
    same(model, Map.of("layer1", all.get(2), "softmax", all.get(3)));
  }

  @Test
  void other_layers_are_refused_by_name() {
    ComputationGraph network =
        new ComputationGraph(
            builder()
                .graphBuilder()
                .addInputs("in")
                .addLayer("first", new ConvolutionLayer.Builder(3, 3).nOut(2).build(), "in")
                .addVertex("half", new ScaleVertex(0.5), "first")
                .addLayer("scores", new OutputLayer.Builder().nOut(2).build(), "half")
                .setOutputs("scores")
                .setInputTypes(InputType.convolutional(8, 8, 3))
                .build());
    network.init();
    UserException e = assertThrows(UserException.class, () -> Models.of(network));
    assertTrue(e.getMessage().contains("layer 'half'") && e.getMessage().contains("ScaleVertex"));
  }

  @Test
  void a_file_that_names_other_classes_is_refused() throws IOException {
    Set<String> names = Set.of("javax.script.ScriptEngineManager", "com.example.MyLayer");
    for (String name : names) {
      String json = "{\"vertices\":{\"a\":{\"@class\":\"" + name + "\"}}}";
      var weights =
          new reverie.weights.Weights(
              "bad.zip",
              Map.of(
                  "coefficients", new reverie.weights.Weights.Tensor(new long[] {1}, new float[1])),
              Map.of());
      UserException e =
          assertThrows(
              UserException.class,
              () -> Dl4jModels.load(new reverie.weights.Dl4jModel(weights, json)));
      assertTrue(e.getMessage().contains(name), e.getMessage());
    }
  }
}
