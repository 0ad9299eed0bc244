package reverie.zoo;

import java.util.Optional;
import java.util.function.Function;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationELU;
import org.nd4j.linalg.activations.impl.ActivationGELU;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.activations.impl.ActivationLReLU;
import org.nd4j.linalg.activations.impl.ActivationReLU;
import org.nd4j.linalg.activations.impl.ActivationReLU6;
import org.nd4j.linalg.activations.impl.ActivationSigmoid;
import org.nd4j.linalg.activations.impl.ActivationSoftPlus;
import org.nd4j.linalg.activations.impl.ActivationSoftmax;
import org.nd4j.linalg.activations.impl.ActivationSwish;
import org.nd4j.linalg.activations.impl.ActivationTanH;
import reverie.network.Activate;
import reverie.network.Activation;
import reverie.network.Operation;
import reverie.network.Softmax;
import reverie.support.UserException;

/** DeepLearning4J's activations as operations. */
final class Dl4jActivations {
  private Dl4jActivations() {}

  /**
   * The operation; none where it changes nothing.
   *
   * @param refused makes the error of one that is not known
   */
  static Optional<Operation> of(
      IActivation function, Function<IActivation, UserException> refused) {
    if (function == null || function instanceof ActivationIdentity) {
      return Optional.empty();
    }
    if (function instanceof ActivationSoftmax) {
      return Optional.of(new Softmax());
    }
    return Optional.of(new Activate(activation(function, refused)));
  }

  private static Activation activation(
      IActivation function, Function<IActivation, UserException> refused) {
    if (function instanceof ActivationReLU) {
      return Activation.RELU;
    }
    if (function instanceof ActivationReLU6) {
      return Activation.RELU6;
    }
    if (function instanceof ActivationLReLU leaky) {
      return new Activation(Activation.Function.RELU, (float) leaky.getAlpha(), 0);
    }
    if (function instanceof ActivationELU elu) {
      return new Activation(Activation.Function.ELU, (float) elu.getAlpha(), 0);
    }
    if (function instanceof ActivationSigmoid) {
      return new Activation(Activation.Function.SIGMOID, 0, 0);
    }
    if (function instanceof ActivationTanH) {
      return new Activation(Activation.Function.TANH, 0, 0);
    }
    if (function instanceof ActivationSwish) {
      return new Activation(Activation.Function.SWISH, 1, 0);
    }
    if (function instanceof ActivationGELU gelu && gelu.isPrecise()) {
      return new Activation(Activation.Function.GELU, 0, 0);
    }
    if (function instanceof ActivationSoftPlus) {
      return new Activation(Activation.Function.SOFTPLUS, 0, 0);
    }
    throw refused.apply(function);
  }
}
