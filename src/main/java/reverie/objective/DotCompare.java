package reverie.objective;

import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import reverie.network.Activations;
import reverie.network.FeatureShape;

/**
 * What a layer made of another picture, more so, position by position: the mean over positions and
 * pictures of {@code dot max(0.1, cosine)^power}, where dot and cosine are those of the features F
 * there with the other picture's T. Any length of F pays, so that what the layer saw is
 * exaggerated; a power keeps it to what it saw. Olah et al., "The Building Blocks of
 * Interpretability", 2018.
 *
 * @param layer the layer
 * @param target the other picture's features T, {@code [1, h, w, c]} for all pictures of a batch,
 *     or {@code [n, h, w, c]}; neither changed nor copied: it must live as long as this
 * @param power 0 or more
 */
// Lucid's dot_compare has one cosine for all positions: there a strong one speaks for a weak one.
public record DotCompare(String layer, INDArray target, double power) implements Piecewise {
  /** Checks the power. */
  public DotCompare {
    if (!(power >= 0)) {
      throw new IllegalArgumentException("a power of 0 or more, got " + power);
    }
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
  public Sweeps sweeps(Map<String, FeatureShape> shapes) {
    return Sweeps.ofTarget(layer, target, part -> new DotCompare(layer, part, power), shapes);
  }

  @Override
  public Evaluation evaluate(Activations activations) {
    INDArray x = activations.of(layer);
    INDArray rows = FeatureRows.of(x);
    INDArray targets = targets(x);
    double[] dots = rows.mul(targets).sum(1).toDoubleVector();
    double[] lengths = rows.norm2(1).toDoubleVector();
    double[] targetLengths = targets.norm2(1).toDoubleVector();
    CosineWeights weights = CosineWeights.of(dots, lengths, i -> targetLengths[i], power);
    INDArray gradient =
        targets
            .mulColumnVector(FeatureRows.column(weights.alongTarget(), rows))
            .addi(rows.mulColumnVector(FeatureRows.column(weights.alongRow(), rows)));
    return new Evaluation(weights.mean(), Map.of(layer, gradient.reshape(x.shape())));
  }

  /** T as a row for each position of each picture of the batch. */
  private INDArray targets(INDArray x) {
    INDArray rows = FeatureRows.of(target.castTo(x.dataType()));
    if (target.size(0) == x.size(0)) {
      return rows;
    }
    INDArray[] copies = new INDArray[(int) x.size(0)];
    Arrays.fill(copies, rows);
    return Nd4j.concat(0, copies);
  }
}
