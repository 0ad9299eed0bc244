package reverie.recipe;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import reverie.network.GradientRule;
import reverie.recipe.SaliencyMethod.Found;
import reverie.tensor.RandomAt;

/** Methods that show a gradient of the picture. */
final class InputGradients {
  private static final long NOISE = 0x5A11;

  private InputGradients() {}

  /**
   * The gradient: Simonyan, Vedaldi and Zisserman 2013, "Deep Inside Convolutional Networks": d
   * objective / d image.
   */
  static Found plain(Score score, INDArray image, SaliencySettings settings) {
    return Found.of(score.slope(image, GradientRule.NATURAL).gradient());
  }

  /**
   * Guided back-propagation: Springenberg et al. 2014, "Striving for Simplicity": rectifiers let
   * back only what is above zero.
   */
  static Found guided(Score score, INDArray image, SaliencySettings settings) {
    return Found.of(score.slope(image, GradientRule.GUIDED).gradient());
  }

  /**
   * SmoothGrad: Smilkov et al. 2017, "SmoothGrad: removing noise by adding noise": the mean
   * gradient of copies with noise, which are not clamped, as in the paper.
   */
  static Found smooth(Score score, INDArray image, SaliencySettings settings) {
    double range = image.maxNumber().doubleValue() - image.minNumber().doubleValue();
    INDArray sum = Nd4j.zeros(image.dataType(), image.shape());
    for (int i = 0; i < settings.samples(); i++) {
      INDArray noisy = noise(RandomAt.of(settings.seed(), i, NOISE), image.shape());
      noisy.muli(settings.noise() * range).addi(image);
      sum.addi(score.slope(noisy, GradientRule.NATURAL).gradient());
    }
    return Found.of(sum.divi(settings.samples()));
  }

  private static INDArray noise(RandomAt random, long[] shape) {
    float[] numbers = new float[Math.toIntExact(shape[1] * shape[2] * shape[3])];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = (float) random.normal();
    }
    return Nd4j.createFromArray(numbers).reshape(shape);
  }
}
