package reverie.zoo;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import reverie.network.EngineOptions;
import reverie.network.ForwardPass;
import reverie.network.Graph;
import reverie.network.Network;
import reverie.network.engine.Networks;
import reverie.weights.CaffeFormatTest;
import reverie.weights.Checkpoint;
import reverie.weights.Weights;

/** VGG-16 of a Caffe file against torchvision's, which PyTorch has proven. */
class CaffeVggTest {
  private static final int SIDE = 33;

  private static float[] activations(Graph graph, INDArray picture, String layer) {
    try (Network network = Networks.compile(graph, EngineOptions.DEFAULT);
        ForwardPass pass = network.forward(picture, Set.of(layer))) {
      return pass.activations().channelsFirst(layer).data().asFloat();
    }
  }

  @Test
  void it_is_torchvisions_with_other_names_and_blue_first(@TempDir Path folder) throws IOException {
    Drawn vgg = (Drawn) Architectures.ALL.get("vgg16");
    Dialect caffe =
        vgg.dialects().stream().filter(d -> d.name().equals("Caffe")).findFirst().orElseThrow();
    Weights weights = MadeUp.weights(caffe.design(), false);
    Path file = folder.resolve("VGG_ILSVRC_16_layers.caffemodel");
    Files.write(file, CaffeFormatTest.model(weights.tensors()));
    Model model = Models.open(file);
    assertEquals("vgg16", model.name());

    // The same numbers under torchvision's names: the arrays come in the same order.
    Map<String, Weights.Tensor> renamed = new LinkedHashMap<>();
    Iterator<Weights.Tensor> numbers = weights.tensors().values().iterator();
    MadeUp.weights(vgg.dialects().get(0).design(), false)
        .names()
        .forEach(name -> renamed.put(name, numbers.next()));
    Model torch = vgg.load(new Checkpoint.Arrays(new Weights("torch", renamed, Map.of())));

    float[] rgb = MadeUp.noise("input", 3 * SIDE * SIDE);
    INDArray red = Nd4j.create(rgb, new int[] {1, 3, SIDE, SIDE});
    float[] swapped = new float[rgb.length];
    int plane = SIDE * SIDE;
    for (int c = 0; c < 3; c++) {
      System.arraycopy(rgb, (2 - c) * plane, swapped, c * plane, plane);
    }
    INDArray turned = Nd4j.create(swapped, new int[] {1, 3, SIDE, SIDE});
    for (String layer : Set.of("relu1_1", "pool2", "relu5_3")) {
      assertArrayEquals(
          activations(torch.graph(), turned, layer),
          activations(model.graph(), red, layer),
          1e-4f,
          layer);
    }
  }
}
