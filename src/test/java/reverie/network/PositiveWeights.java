package reverie.network;

import java.util.Random;

/**
 * A graph of the same windows whose gradients cannot vanish or cancel: weights above 0, no
 * activations, averages for maxima.
 */
final class PositiveWeights {
  private final Random random = new Random(5);

  private PositiveWeights() {}

  static Graph of(Graph graph) {
    PositiveWeights weights = new PositiveWeights();
    Graph.Builder made = Graph.from(graph.nodes().get(0).name(), graph.inputChannels());
    for (Node node : graph.nodes().subList(1, graph.nodes().size())) {
      made.add(
          node.name(), weights.positive(node.operation()), node.inputs().toArray(String[]::new));
    }
    return made.build();
  }

  private Operation positive(Operation operation) {
    if (operation instanceof Convolution c) {
      return new Convolution(
          c.inputChannels(),
          c.outputChannels(),
          c.groups(),
          c.window(),
          numbers(c.kernels().length, c.weightsPerFilter()),
          new float[c.outputChannels()],
          Activation.IDENTITY);
    } else if (operation instanceof Dense d) {
      float[] weights = numbers(d.weights().length, d.inputs());
      return new Dense(
          d.inputs(), d.outputs(), weights, new float[d.outputs()], Activation.IDENTITY);
    } else if (operation instanceof ChannelAffine affine) {
      int channels = affine.scale().length;
      return new ChannelAffine(numbers(channels, 1), new float[channels]);
    } else if (operation instanceof Pooling pooling) {
      return new Pooling(
          Pooling.Type.AVERAGE, pooling.window(), pooling.ceil(), pooling.countPadding());
    } else if (operation instanceof GlobalPooling) {
      return new GlobalPooling(Pooling.Type.AVERAGE);
    } else if (operation instanceof Add) {
      return new Add(Activation.IDENTITY);
    } else if (operation instanceof Activate) {
      return new Activate(Activation.IDENTITY);
    }
    return operation;
  }

  private float[] numbers(int count, long fan) {
    float[] made = new float[count];
    for (int i = 0; i < count; i++) {
      made[i] = (float) ((0.5 + random.nextDouble()) / fan);
    }
    return made;
  }
}
