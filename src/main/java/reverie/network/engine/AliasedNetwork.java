package reverie.network.engine;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.nd4j.linalg.api.ndarray.INDArray;
import reverie.network.Activations;
import reverie.network.ForwardPass;
import reverie.network.GradientRule;
import reverie.network.Graph;
import reverie.network.Network;

/**
 * A network whose layers are known by their aliases too: the engines behind it know a layer by its
 * own name only.
 *
 * @param network the engine's
 */
record AliasedNetwork(Network network) implements Network {
  @Override
  public Graph graph() {
    return network.graph();
  }

  @Override
  public ForwardPass forward(INDArray image, Set<String> taps, GradientRule rule) {
    return new Pass(graph(), network.forward(image, own(taps), rule), taps);
  }

  @Override
  public void reserve(int batch, int height, int width, Set<String> taps) {
    network.reserve(batch, height, width, own(taps));
  }

  @Override
  public long passBytes(int batch, int height, int width, Set<String> taps) {
    return network.passBytes(batch, height, width, own(taps));
  }

  private Set<String> own(Set<String> taps) {
    return taps.stream().map(tap -> graph().node(tap).name()).collect(Collectors.toSet());
  }

  @Override
  public void close() {
    network.close();
  }

  /** A pass whose taps have the names that they were asked for by. */
  private record Pass(Graph graph, ForwardPass pass, Set<String> taps) implements ForwardPass {
    @Override
    public Activations activations() {
      Activations own = pass.activations();
      Map<String, INDArray> all = new LinkedHashMap<>();
      taps.forEach(tap -> all.put(tap, own.of(graph.node(tap).name())));
      return new Activations(all);
    }

    @Override
    public INDArray backward(Map<String, INDArray> gradientByLayer) {
      Map<String, INDArray> own = new LinkedHashMap<>();
      gradientByLayer.forEach(
          (tap, gradient) -> {
            if (!taps.contains(tap)) {
              throw new IllegalArgumentException("layer '" + tap + "' was not tapped: " + taps);
            }
            // One layer tapped by two names: both count.
            own.merge(graph.node(tap).name(), gradient, INDArray::add);
          });
      return pass.backward(own);
    }

    @Override
    public void close() {
      pass.close();
    }
  }
}
