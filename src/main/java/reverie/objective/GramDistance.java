package reverie.objective;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.ops.transforms.Transforms;
import reverie.tensor.Sums;

/**
 * The Gram matrix' relative difference {@code mean|G - T| / mean|T|}: Gatys et al., "Image Style
 * Transfer Using Convolutional Neural Networks", 2016.
 */
// Gatys has squares, of matrices that grow with the picture. Absolute values pull as hard on the
// entries that are nearly right as on those that are not, in every layer alike.
record GramDistance(INDArray target, double size) implements MomentDistance {
  GramDistance(Moments style) {
    this(style.gram(), Math.max(Sums.ofAbsolutes(style.gram()), Double.MIN_NORMAL));
  }

  @Override
  public boolean readsMean() {
    return false;
  }

  @Override
  public boolean readsProducts() {
    return true;
  }

  @Override
  public Slope from(INDArray mean, INDArray gram) {
    INDArray difference = gram.sub(target.castTo(gram.dataType()));
    double value = Sums.ofAbsolutes(difference) / size;
    return new Slope(value, null, Transforms.sign(difference, false), 1 / size);
  }
}
