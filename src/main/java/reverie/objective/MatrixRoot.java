package reverie.objective;

import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import reverie.network.engine.MatrixProducts;
import reverie.tensor.Sums;

/**
 * The square root of a symmetric positive matrix and its inverse, by the coupled iteration of
 * Newton and Schulz (Higham 2008, "Functions of Matrices", 6.35): only products, which run on
 * oneDNN. In float32 directions weaker than 1e-5 of the strongest are not told from it.
 *
 * @param root {@code A^(1/2)}, {@code [c, c]}
 * @param inverse {@code A^(-1/2)}, {@code [c, c]}
 */
public record MatrixRoot(INDArray root, INDArray inverse) {
  private static final int STEPS_FLOAT = 14;
  private static final int STEPS_DOUBLE = 100;
  private static final double CLOSE_FLOAT = 1e-5;
  private static final double CLOSE_DOUBLE = 1e-13;

  /** Of a matrix, which is not changed. */
  public static MatrixRoot of(INDArray matrix) {
    boolean twice = matrix.dataType() == DataType.DOUBLE;
    int steps = twice ? STEPS_DOUBLE : STEPS_FLOAT;
    double close = (twice ? CLOSE_DOUBLE : CLOSE_FLOAT) * Math.sqrt(matrix.rows());
    // The iteration needs eigenvalues up to 1; no eigenvalue is above the Frobenius norm.
    double norm = Math.max(Math.sqrt(Sums.ofSquares(matrix)), Double.MIN_NORMAL);
    INDArray y = matrix.div(norm);
    INDArray z = Nd4j.eye(matrix.rows()).castTo(matrix.dataType());
    INDArray identity = z.dup();
    for (int i = 0; i < steps; i++) {
      INDArray error = identity.sub(MatrixProducts.multiply(z, y));
      if (Math.sqrt(Sums.ofSquares(error)) < close) {
        break;
      }
      INDArray t = error.muli(0.5).addi(identity);
      y = MatrixProducts.multiply(y, t);
      z = MatrixProducts.multiply(t, z);
    }
    return new MatrixRoot(y.muli(Math.sqrt(norm)), z.divi(Math.sqrt(norm)));
  }
}
