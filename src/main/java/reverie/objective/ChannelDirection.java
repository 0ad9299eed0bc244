package reverie.objective;

import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import reverie.network.Activations;
import reverie.tensor.Sums;

/**
 * A direction in the space of a layer's channels: the mean over all positions and pictures of
 * {@code dot max(0.1, cosine)^power}, where dot and cosine are those of the features there with the
 * direction. With power 0 it is the plain dot product, which a long feature of any direction
 * raises; a higher power asks for features that point the right way. Olah et al., "The Building
 * Blocks of Interpretability", 2018; the formula is lucid's.
 *
 * @param layer the layer
 * @param vector the direction, a weight for each channel; channels past its end weigh nothing
 * @param power 0 or more
 */
record ChannelDirection(String layer, double[] vector, double power) implements Piecewise {
  static final ObjectiveKind KIND =
      new ObjectiveKind(
          "direction",
          "direction:LAYER:K=W,K=W,...[:POWER]",
          "dot product with W, times max(0.1, cosine)^POWER (default 0)",
          ChannelDirection::parse);

  /** Copies the vector. */
  ChannelDirection {
    vector = vector.clone();
    if (!(power >= 0)) {
      throw new IllegalArgumentException("a power of 0 or more, got " + power);
    }
  }

  private static ChannelDirection parse(Arguments arguments, ObjectiveContext context) {
    arguments.expect(2, 3);
    String layer = arguments.layer(0, context);
    double[] vector = new double[0];
    for (String part : arguments.word(1).split(",", -1)) {
      int equals = part.indexOf('=');
      String channelText = equals < 0 ? part : part.substring(0, equals);
      int channel = arguments.channel(1, channelText, layer, context);
      double weight =
          equals < 0 ? 1 : arguments.number(1, part.substring(equals + 1), "a channel's weight");
      vector = Arrays.copyOf(vector, Math.max(vector.length, channel + 1));
      vector[channel] += weight;
    }
    double power = arguments.size() < 3 ? 0 : arguments.number(2, arguments.word(2), "a power");
    if (power < 0) {
      throw arguments.error(
          2, "expected a power of 0 or more, found " + power, "2 is a good start.");
    }
    return new ChannelDirection(layer, vector, power);
  }

  @Override
  public double[] vector() {
    return vector.clone();
  }

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
    INDArray x = activations.of(layer);
    INDArray rows = FeatureRows.of(x);
    Layers.checkChannel(layer, vector.length - 1L, rows.columns());
    INDArray v = Nd4j.createFromArray(Arrays.copyOf(vector, rows.columns())).castTo(x.dataType());
    INDArray dots = rows.mmul(v);
    INDArray gradient = Nd4j.create(x.dataType(), rows.shape());
    double value;
    if (power == 0) {
      value = Sums.ofVector(dots) / rows.rows();
      gradient.addiRowVector(v.div(rows.rows()));
    } else {
      value = evaluate(rows, v, dots.toDoubleVector(), gradient);
    }
    return new Evaluation(value, Map.of(layer, gradient.reshape(x.shape())));
  }

  /** The general case: adds d value / d rows to {@code gradient}, and returns the value. */
  private double evaluate(INDArray rows, INDArray v, double[] dots, INDArray gradient) {
    double[] lengths = rows.norm2(1).toDoubleVector();
    double vectorLength = 0;
    for (double weight : vector) {
      vectorLength += weight * weight;
    }
    double root = Math.sqrt(vectorLength);
    CosineWeights weights = CosineWeights.of(dots, lengths, i -> root, power);
    INDArray a = FeatureRows.column(weights.alongTarget(), rows);
    INDArray b = FeatureRows.column(weights.alongRow(), rows);
    gradient.addiRowVector(v).muliColumnVector(a).addi(rows.mulColumnVector(b));
    return weights.mean();
  }
}
