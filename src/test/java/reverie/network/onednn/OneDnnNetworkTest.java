package reverie.network.onednn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.util.Map;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import reverie.network.EngineOptions;
import reverie.network.ForwardPass;
import reverie.network.Graph;
import reverie.network.Network;
import reverie.network.PassContract;
import reverie.network.Pooling;
import reverie.network.Window;

/** The oneDNN engine does what every engine must. */
class OneDnnNetworkTest extends PassContract {
  @Override
  protected Network compile(Graph graph) {
    return OneDnnEngine.compile(graph, EngineOptions.DEFAULT);
  }

  /** Of overlapping windows: oneDNN's order of adding them depends on the number of threads. */
  @ParameterizedTest
  @EnumSource
  void gradients_of_poolings_are_the_same_bytes_on_any_number_of_threads(Pooling.Type type) {
    Graph graph =
        Graph.from("image", 64)
            .add("pool", new Pooling(type, Window.square(3, 2, 0), false, false))
            .build();
    INDArray image = Nd4j.rand(DataType.FLOAT, 1, 64, 33, 47);
    INDArray gradient = Nd4j.rand(DataType.FLOAT, 1, 16, 23, 64);
    INDArray one = gradient(graph, 1, image, gradient);
    for (int threads : new int[] {2, 3, 4, 8}) {
      INDArray found = gradient(graph, threads, image, gradient);
      assertArrayEquals(one.data().asFloat(), found.data().asFloat(), threads + " threads");
    }
  }

  private static INDArray gradient(Graph graph, int threads, INDArray image, INDArray gradient) {
    EngineOptions options =
        new EngineOptions(EngineOptions.Kind.ONEDNN, threads, EngineOptions.DEFAULT.precision());
    try (Network network = OneDnnEngine.compile(graph, options);
        ForwardPass pass = network.forward(image, Set.of("pool"))) {
      return pass.backward(Map.of("pool", gradient));
    }
  }
}
