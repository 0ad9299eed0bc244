package reverie.network.nd4j;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.DynamicCustomOp;
import org.nd4j.linalg.factory.Nd4j;

/** Runs ND4J's native operations by their names, which reach options that its classes do not. */
final class NamedOp {
  private NamedOp() {}

  /** The operation's only output, a new array. */
  static INDArray run(String name, INDArray[] inputs, double[] reals, int... integers) {
    return Nd4j.exec(builder(name, inputs, reals, integers).build())[0];
  }

  /** Runs the operation with its output in place of {@code array}. */
  static void inPlace(String name, INDArray array, double... reals) {
    Nd4j.exec(builder(name, new INDArray[] {array}, reals).addOutputs(array).build());
  }

  private static DynamicCustomOp.DynamicCustomOpsBuilder builder(
      String name, INDArray[] inputs, double[] reals, int... integers) {
    DynamicCustomOp.DynamicCustomOpsBuilder builder = DynamicCustomOp.builder(name);
    builder.addInputs(inputs);
    if (integers.length > 0) {
      builder.addIntegerArguments(integers);
    }
    for (double real : reals) {
      builder.addFloatingPointArguments(real);
    }
    return builder;
  }
}
