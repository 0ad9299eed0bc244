package reverie.objective;

import java.util.Map;
import java.util.Set;
import org.nd4j.linalg.api.ndarray.INDArray;
import reverie.network.Activations;
import reverie.network.FeatureShape;
import reverie.network.Part;
import reverie.support.UsageException;

/**
 * One neuron: a channel at one position, the mean over the pictures.
 *
 * @param layer its layer
 * @param channel its channel, from 0
 * @param y its row, from 0; {@link #CENTRE} for h / 2
 * @param x its column, from 0; {@link #CENTRE} for w / 2
 */
record Neuron(String layer, int channel, int y, int x) implements Piecewise {
  static final int CENTRE = -1;

  static final ObjectiveKind KIND =
      new ObjectiveKind(
          "neuron",
          "neuron:LAYER:K[:Y:X]",
          "channel K at row Y, column X, the centre by default",
          (arguments, context) -> {
            arguments.expect(2, 4);
            if (arguments.size() == 3) {
              throw arguments.error(
                  2, "a row without a column", "Write it as neuron:LAYER:K:Y:X, or leave it out.");
            }
            String layer = arguments.layer(0, context);
            int channel = arguments.channel(1, layer, context);
            return arguments.size() == 2
                ? new Neuron(layer, channel, CENTRE, CENTRE)
                : new Neuron(
                    layer, channel, arguments.whole(2, "a row"), arguments.whole(3, "a column"));
          });

  @Override
  public Set<String> layers() {
    return Set.of(layer);
  }

  @Override
  public Direction direction() {
    return Direction.MAXIMISE;
  }

  @Override
  public Evaluation evaluate(Activations activations) {
    INDArray features = activations.of(layer);
    long n = features.size(0);
    Layers.checkChannel(layer, channel, features.size(3));
    long row = position(y, features.size(1), "row");
    long column = position(x, features.size(2), "column");
    double sum = 0;
    INDArray gradient = FeatureRows.zerosLike(features);
    for (long i = 0; i < n; i++) {
      sum += features.getDouble(i, row, column, channel);
      gradient.putScalar(new long[] {i, row, column, channel}, 1.0 / n);
    }
    return new Evaluation(sum / n, Map.of(layer, gradient));
  }

  @Override
  public Sweeps sweeps(Map<String, FeatureShape> shapes) {
    FeatureShape whole = shapes.get(layer);
    long row = position(y, whole.height(), "row");
    long column = position(x, whole.width(), "column");
    return piece -> {
      Part part = piece.parts().get(layer);
      if (!part.holds(row, column)) {
        INDArray nothing = FeatureRows.zerosLike(piece.activations().of(layer));
        return new Evaluation(0, Map.of(layer, nothing));
      }
      int down = Math.toIntExact(row - part.top());
      int right = Math.toIntExact(column - part.left());
      return new Neuron(layer, channel, down, right).evaluate(piece.activations());
    };
  }

  /** How large a layer is depends on the picture, so that only now can a position be wrong. */
  private long position(int wanted, long size, String axis) {
    if (wanted >= size) {
      throw new UsageException(
          "layer '" + layer + "' has " + size + " " + axis + "s here, found " + axis + " " + wanted,
          "A " + axis + " is counted from 0 to " + (size - 1) + "; a larger picture has more.");
    }
    return wanted == CENTRE ? size / 2 : wanted;
  }
}
