package reverie.optimize;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.INDArrayIndex;
import org.nd4j.linalg.indexing.NDArrayIndex;
import reverie.tensor.StepMemory;

/**
 * The exponential moving average of the parameters over the steps (Polyak averaging): what differs
 * from step to step cancels out, as the specks of random views do. crowsonkb/style-transfer-pytorch
 * takes it as its result.
 */
public final class IterateAverage {
  private static final long PIECE = 1 << 22;

  private final double decay;
  private final INDArray sum;
  private double weight;

  /**
   * An average of nothing yet.
   *
   * @param decay how much of it is kept in a step, in [0, 1); 0: the last parameters alone
   * @param like parameters, of the shape that will be added
   */
  public IterateAverage(double decay, INDArray like) {
    if (!(decay >= 0 && decay < 1)) {
      throw new IllegalArgumentException("a decay in [0, 1), got " + decay);
    }
    this.decay = decay;
    this.sum = like.ulike().assign(0).detach();
  }

  /** Adds the parameters of a step. */
  public void add(INDArray parameters) {
    sum.muli(decay);
    // In pieces, so that nothing of the picture's size is made.
    INDArray flat = parameters.reshape(parameters.length());
    INDArray total = sum.reshape(sum.length());
    for (long from = 0; from < total.length(); from += PIECE) {
      INDArrayIndex piece = NDArrayIndex.interval(from, Math.min(total.length(), from + PIECE));
      StepMemory.piece(() -> total.get(piece).addi(flat.get(piece).mul(1 - decay)));
    }
    weight = decay * weight + 1 - decay;
  }

  /** The average, without the bias to zero; the caller's own. */
  public INDArray value() {
    if (weight == 0) {
      throw new IllegalStateException("an average of nothing");
    }
    return sum.div(weight);
  }

  /** As {@link #value}, in the memory of the average itself, which is not used any more. */
  public INDArray take() {
    if (weight == 0) {
      throw new IllegalStateException("an average of nothing");
    }
    return sum.divi(weight);
  }

  /** Whether nothing was added yet. */
  public boolean isEmpty() {
    return weight == 0;
  }

  /** What {@link #restore} goes on from: the weighted sum, a copy. */
  public INDArray sum() {
    return sum.dup('c');
  }

  /** The sum of the weights. */
  public double weight() {
    return weight;
  }

  /** Goes on from a {@link #sum} and its {@link #weight}. */
  public void restore(INDArray newSum, double newWeight) {
    sum.assign(newSum);
    weight = newWeight;
  }
}
