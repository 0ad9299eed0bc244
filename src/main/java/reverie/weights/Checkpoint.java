package reverie.weights;

/**
 * What a file of weights holds: arrays by name, and in some formats the network's description
 * beside them.
 */
public sealed interface Checkpoint permits Checkpoint.Arrays, Dl4jModel, LayersModel, OnnxModel {
  /** The arrays. */
  Weights weights();

  /**
   * Arrays alone: the architecture is to be told by their names and shapes.
   *
   * @param weights the arrays
   */
  record Arrays(Weights weights) implements Checkpoint {}
}
