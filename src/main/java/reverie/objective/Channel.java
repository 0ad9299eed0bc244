package reverie.objective;

import java.util.Map;
import java.util.Set;
import org.nd4j.linalg.api.ndarray.INDArray;
import reverie.network.Activations;
import reverie.tensor.Sums;

/** One channel of a layer: its mean over all positions and pictures. */
record Channel(String layer, int channel) implements Piecewise {
  static final ObjectiveKind KIND =
      new ObjectiveKind(
          "channel",
          "channel:LAYER:K",
          "mean of channel K of a layer, K from 0",
          (arguments, context) -> {
            arguments.expect(2, 2);
            String layer = arguments.layer(0, context);
            return new Channel(layer, arguments.channel(1, layer, context));
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
    INDArray x = FeatureRows.of(activations.of(layer));
    Layers.checkChannel(layer, channel, x.columns());
    INDArray gradient = FeatureRows.zerosLike(activations.of(layer));
    FeatureRows.of(gradient).getColumn(channel).assign(1.0 / x.rows());
    return new Evaluation(
        Sums.ofVector(x.getColumn(channel).dup()) / x.rows(), Map.of(layer, gradient));
  }
}
