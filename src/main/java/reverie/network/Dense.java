package reverie.network;

import java.util.List;

/**
 * A fully connected layer on a vector ({@code [inputs, 1, 1]}; flatten first).
 *
 * @param inputs numbers it reads
 * @param outputs numbers it makes
 * @param weights {@code [outputs][inputs]}
 * @param bias {@code [outputs]}
 * @param activation applied last; must be {@link Activation#invertible()}
 */
public record Dense(int inputs, int outputs, float[] weights, float[] bias, Activation activation)
    implements Operation {
  /** Checks that the weights have the sizes that the numbers say. */
  public Dense {
    if (weights.length != (long) inputs * outputs || bias.length != outputs) {
      throw new IllegalArgumentException(
          "dense "
              + inputs
              + " -> "
              + outputs
              + ": "
              + weights.length
              + " weights, "
              + bias.length
              + " biases");
    }
    if (!activation.invertible()) {
      throw new IllegalArgumentException(
          activation + " cannot be fused; make it a layer of its own");
    }
  }

  @Override
  public String kind() {
    return "dense";
  }

  @Override
  public FeatureShape outputShape(List<FeatureShape> shapes) {
    if (!shapes.get(0).equals(new FeatureShape(inputs, 1, 1))) {
      throw new IllegalArgumentException("expected " + inputs + "x1x1, found " + shapes.get(0));
    }
    return new FeatureShape(outputs, 1, 1);
  }

  @Override
  public long weightsPerFilter() {
    return inputs;
  }

  @Override
  public long parameters() {
    return weights.length + (long) bias.length;
  }
}
