package reverie.objective;

import java.util.Map;
import java.util.Set;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;
import reverie.network.Activations;
import reverie.tensor.Sums;

/**
 * How far neighbours of a batch are from each other at a layer: the sum, over each two pictures at
 * most four apart, of {@code mean((F_i - F_j)^2) / 2^|i - j|}. Less of it makes the pictures
 * between two units turn into each other without jumps. Olah, Mordvintsev and Schubert, "Feature
 * Visualization", Distill 2017; the formula is lucid's.
 *
 * @param layer the layer
 */
public record Alignment(String layer) implements Objective {
  private static final int FURTHEST = 4;

  @Override
  public Set<String> layers() {
    return Set.of(layer);
  }

  @Override
  public Direction direction() {
    return Direction.MINIMISE;
  }

  @Override
  public Evaluation evaluate(Activations activations) {
    INDArray x = activations.of(layer);
    INDArray rows = x.reshape('c', x.size(0), x.length() / x.size(0));
    INDArray gradient = FeatureRows.zerosLike(x);
    INDArray slopes = gradient.reshape('c', rows.shape());
    double value = 0;
    for (int apart = 1; apart <= FURTHEST; apart++) {
      double share = Math.pow(2, -apart) / rows.size(1);
      for (int i = 0; i + apart < rows.size(0); i++) {
        INDArray difference = row(rows, i).sub(row(rows, i + apart));
        value += share * Sums.ofSquares(difference);
        difference.muli(2 * share);
        row(slopes, i).addi(difference);
        row(slopes, i + apart).subi(difference);
      }
    }
    return new Evaluation(value, Map.of(layer, gradient));
  }

  private static INDArray row(INDArray rows, int index) {
    return rows.get(NDArrayIndex.interval(index, index + 1L), NDArrayIndex.all());
  }
}
