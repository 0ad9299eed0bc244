package reverie.network;

import java.util.Arrays;
import java.util.Map;
import java.util.Set;

/**
 * A network whose max pooling takes averages instead: smoother pictures (Gatys et al. 2015). An
 * average is smaller than a maximum, so it is scaled up to what the next layer was trained on.
 */
public final class AveragePooled {
  /** From averages to maxima: crowsonkb/style-transfer-pytorch's measure of VGG-19. */
  public static final double SCALE = 2;

  /** Large enough for every network; only channels are asked for. */
  private static final int ANY_SIZE = 512;

  private AveragePooled() {}

  /** The graph with the same layer names; each scaled average is two nodes. */
  public static Graph of(Graph graph) {
    Graph.Builder builder = Graph.from(graph.nodes().get(0).name(), graph.inputChannels());
    for (Node node : graph.nodes().subList(1, graph.nodes().size())) {
      String[] inputs = node.inputs().toArray(String[]::new);
      // Stride 1 is a branch of an Inception block: its neighbours are not of the picture's scale.
      if (node.operation() instanceof Pooling pooling
          && pooling.type() == Pooling.Type.MAX
          && pooling.window().strideHeight() > 1) {
        // Not of all layers: a matrix at the end takes one size only.
        Map<String, FeatureShape> shapes =
            graph.shapes(graph.needed(Set.of(node.name())), ANY_SIZE, ANY_SIZE);
        int channels = shapes.get(node.name()).channels();
        float[] scale = new float[channels];
        Arrays.fill(scale, (float) SCALE);
        String average = node.name() + "/average";
        builder.add(
            average,
            new Pooling(Pooling.Type.AVERAGE, pooling.window(), pooling.ceil(), false),
            inputs);
        builder.add(node.name(), new ChannelAffine(scale, new float[channels]), average);
      } else {
        builder.add(node.name(), node.operation(), inputs);
      }
      builder.aliasesOf(graph, node.name());
    }
    return builder.build();
  }
}
