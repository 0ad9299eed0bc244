package reverie.objective;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import reverie.network.engine.MatrixProducts;
import reverie.tensor.Sums;

/**
 * The squared 2-Wasserstein distance of two normal distributions, of mean m and covariance S:
 * {@code |m - mt|^2 + tr(S + St - 2 (St^(1/2) S St^(1/2))^(1/2))}, divided by {@code |mt|^2 + tr
 * St}. Katherine Crowson's style-transfer-pytorch, 2020, after Vincent's "Style Transfer with
 * Optimal Transport".
 */
record WassersteinDistance(INDArray mean, INDArray root, double trace, double size, double least)
    implements MomentDistance {
  /** Added to all variances, relative to the style's mean square: the root's slope stays finite. */
  private static final double LEAST = 1e-4;

  static WassersteinDistance of(Moments style) {
    double total = Math.max(Sums.sum(Nd4j.diag(style.gram())), Double.MIN_NORMAL);
    double least = LEAST * total / style.gram().rows();
    INDArray covariance = covariance(style.mean(), style.gram(), least);
    return new WassersteinDistance(
        style.mean(),
        MatrixRoot.of(covariance).root().detach(),
        Sums.sum(Nd4j.diag(covariance)),
        total,
        least);
  }

  private static INDArray covariance(INDArray mean, INDArray gram, double least) {
    INDArray covariance = gram.sub(MatrixProducts.multiply(mean.transpose(), mean));
    INDArray diagonal = Nd4j.eye(gram.rows()).castTo(gram.dataType()).muli(least);
    return covariance.addi(diagonal);
  }

  @Override
  public boolean readsMean() {
    return true;
  }

  @Override
  public boolean readsProducts() {
    return true;
  }

  @Override
  public Slope from(INDArray m, INDArray gram) {
    INDArray off = m.sub(mean.castTo(m.dataType()));
    INDArray a = root.castTo(m.dataType());
    INDArray covariance = covariance(m, gram, least);
    INDArray between = MatrixProducts.multiply(MatrixProducts.multiply(a, covariance), a);
    MatrixRoot roots = MatrixRoot.of(between);
    double apart = Sums.sum(Nd4j.diag(covariance)) + trace - 2 * Sums.sum(Nd4j.diag(roots.root()));
    double value = (Sums.ofSquares(off) + Math.max(0, apart)) / size;
    // d tr (A S A)^(1/2) / dS = A (A S A)^(-1/2) A / 2
    INDArray slope = MatrixProducts.multiply(MatrixProducts.multiply(a, roots.inverse()), a);
    slope.negi().addi(Nd4j.eye(gram.rows()).castTo(m.dataType())).muli(1 / size);
    // The covariance has the mean in it: S = G - m^T m.
    INDArray ofMean = off.muli(2 / size).subi(MatrixProducts.multiply(m, slope).muli(2));
    return new Slope(value, ofMean, slope, 1);
  }
}
