package reverie.objective;

import java.util.Map;
import java.util.Set;
import org.nd4j.linalg.api.ndarray.INDArray;
import reverie.network.Activations;
import reverie.tensor.Dense;

/**
 * How far a network is from being sure of a class: the mean over the pictures of {@code -log p},
 * where p is the softmax of the scores at {@link Classes#LAYER}, taken in float64. {@code e^-value}
 * of one picture is the confidence.
 *
 * @param target the class, from 0
 */
public record CrossEntropy(int target) implements Objective {
  @Override
  public Set<String> layers() {
    return Set.of(Classes.LAYER);
  }

  @Override
  public Direction direction() {
    return Direction.MINIMISE;
  }

  @Override
  public Evaluation evaluate(Activations activations) {
    INDArray scores = activations.of(Classes.LAYER);
    INDArray rows = FeatureRows.of(scores);
    int classes = rows.columns();
    Layers.checkChannel(Classes.LAYER, target, classes);
    int pictures = rows.rows();
    double[] all = new double[pictures * classes];
    Dense.reading(rows).read(0, all, 0, all.length);
    double sum = 0;
    for (int i = 0; i < pictures; i++) {
      int at = i * classes;
      // By the largest of the others as well, so that 1 - p does not drown in p.
      double wanted = all[at + target];
      double others = 0;
      for (int c = 0; c < classes; c++) {
        others += c == target ? 0 : Math.exp(all[at + c] - wanted);
      }
      double loss = Double.isInfinite(others) ? far(all, at, classes, wanted) : Math.log1p(others);
      sum += loss;
      for (int c = 0; c < classes; c++) {
        double p = Math.exp(all[at + c] - wanted - loss);
        all[at + c] = (c == target ? -others / (1 + others) : p) / pictures;
      }
      if (Double.isInfinite(others)) {
        all[at + target] = -1.0 / pictures;
      }
    }
    INDArray gradient = FeatureRows.zerosLike(scores);
    Dense.writing(gradient).write(0, all, 0, all.length);
    return new Evaluation(sum / pictures, Map.of(Classes.LAYER, gradient));
  }

  /** Where the exponentials leave float64's range. */
  private static double far(double[] scores, int at, int classes, double wanted) {
    double largest = Double.NEGATIVE_INFINITY;
    for (int c = 0; c < classes; c++) {
      largest = Math.max(largest, scores[at + c]);
    }
    double sum = 0;
    for (int c = 0; c < classes; c++) {
      sum += Math.exp(scores[at + c] - largest);
    }
    return largest + Math.log(sum) - wanted;
  }
}
