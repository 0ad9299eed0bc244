package reverie.zoo;

import reverie.network.Convolution;
import reverie.network.Graph;
import reverie.network.Input;
import reverie.network.Node;
import reverie.network.Operation;
import reverie.support.UserException;

/** Makes a network that was trained on blue, green, red take red, green, blue. */
final class BlueFirst {
  private BlueFirst() {}

  /**
   * The network with the channels of its first kernels turned around.
   *
   * @throws UserException if anything but a convolution reads the picture
   */
  static Graph turned(Graph graph) {
    Graph.Builder turned = null;
    String picture = graph.nodes().get(0).name();
    for (Node node : graph.nodes()) {
      if (node.operation() instanceof Input input) {
        turned = Graph.from(node.name(), input.channels());
        continue;
      }
      Operation operation = node.inputs().contains(picture) ? turned(node) : node.operation();
      turned.add(node.name(), operation, node.inputs().toArray(String[]::new));
      turned.aliasesOf(graph, node.name());
    }
    return turned.build();
  }

  private static Operation turned(Node node) {
    if (!(node.operation() instanceof Convolution convolution) || convolution.groups() != 1) {
      throw new UserException(
          "layer '"
              + node.name()
              + "': expected a convolution of the picture, found "
              + node.operation().kind(),
          "Such a network is not read for blue, green, red.");
    }
    int in = convolution.inputChannels();
    int maps = in * convolution.outputChannels();
    float[] kernels = new float[convolution.kernels().length];
    int taps = kernels.length / maps;
    for (int map = 0; map < maps; map++) {
      int from = map / in * in + (in - 1 - map % in);
      System.arraycopy(convolution.kernels(), from * taps, kernels, map * taps, taps);
    }
    return new Convolution(
        in,
        convolution.outputChannels(),
        1,
        convolution.window(),
        kernels,
        convolution.bias(),
        convolution.activation());
  }
}
