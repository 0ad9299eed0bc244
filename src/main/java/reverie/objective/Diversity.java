package reverie.objective;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;
import reverie.network.Activations;
import reverie.network.engine.MatrixProducts;

/**
 * How alike the pictures of a batch are: the mean, over each two of them, of the cosine between
 * their Gram matrices at a layer; 1 where all are alike. Less of it gives several different
 * pictures of one unit. Olah, Mordvintsev and Schubert, "Feature Visualization", Distill 2017;
 * lucid sums over the others instead, so that its weight depends on how many there are.
 *
 * @param layer the layer
 */
public record Diversity(String layer) implements Objective {
  private static final double EPSILON = 1e-10;

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
    int n = (int) x.size(0);
    if (n < 2) {
      return new Evaluation(0, Map.of(layer, FeatureRows.zerosLike(x)));
    }
    long positions = x.size(1) * x.size(2);
    INDArray rows = FeatureRows.of(x);
    List<INDArray> units = new ArrayList<>();
    double[] norms = new double[n];
    for (int i = 0; i < n; i++) {
      INDArray gram = MatrixProducts.gram(picture(rows, i, positions), 1);
      norms[i] = Math.max(gram.norm2Number().doubleValue(), EPSILON);
      units.add(gram.divi(norms[i]));
    }
    INDArray sum = units.get(0).dup('c');
    units.subList(1, n).forEach(sum::addi);
    double pairs = n * (n - 1.0);
    double value = 0;
    INDArray gradient = Nd4j.createUninitialized(x.dataType(), rows.shape());
    for (int i = 0; i < n; i++) {
      INDArray unit = units.get(i);
      INDArray others = sum.sub(unit);
      double cosine = dot(others, unit);
      value += cosine / pairs;
      // Along the unit matrix itself the cosine does not change.
      INDArray slope = others.subi(unit.mul(cosine)).muli(2 / pairs / norms[i]);
      MatrixProducts.multiply(
          picture(rows, i, positions), slope.muli(2), picture(gradient, i, positions));
    }
    return new Evaluation(value, Map.of(layer, gradient.reshape(x.shape())));
  }

  private static INDArray picture(INDArray rows, int index, long positions) {
    return rows.get(
        NDArrayIndex.interval(index * positions, (index + 1) * positions), NDArrayIndex.all());
  }

  private static double dot(INDArray a, INDArray b) {
    return Nd4j.getBlasWrapper().dot(a.reshape(a.length()), b.reshape(b.length()));
  }
}
