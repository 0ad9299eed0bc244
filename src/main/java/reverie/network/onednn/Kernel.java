package reverie.network.onednn;

import reverie.network.Node;
import reverie.network.Operation;

/**
 * Turns one kind of layer into steps of a plan.
 *
 * @param <O> the layer's operation
 */
interface Kernel<O extends Operation> {
  /** Adds the steps that make {@code plan.output(node)} from {@code plan.input(node, i)}. */
  void forward(PlanBuilder plan, Node node, O operation);

  /**
   * Adds the steps that contribute to the gradients of the node's inputs, given {@code
   * plan.gradient(node)}.
   */
  void backward(PlanBuilder plan, Node node, O operation);
}
