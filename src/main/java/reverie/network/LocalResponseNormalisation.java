package reverie.network;

import java.util.List;

/**
 * x / (k + alpha / size * sum of squares over the neighbouring channels)^beta (Krizhevsky et al.
 * 2012), as Caffe and PyTorch scale alpha.
 *
 * @param size channels in the sum, odd
 * @param alpha weight of their mean square
 * @param beta exponent
 * @param k offset
 */
public record LocalResponseNormalisation(int size, float alpha, float beta, float k)
    implements Operation {
  /** Checks the size. */
  public LocalResponseNormalisation {
    if (size < 1 || size % 2 == 0) {
      throw new IllegalArgumentException("an odd number of channels, got " + size);
    }
  }

  @Override
  public String kind() {
    return "local response normalisation";
  }

  @Override
  public FeatureShape outputShape(List<FeatureShape> inputs) {
    return inputs.get(0);
  }
}
