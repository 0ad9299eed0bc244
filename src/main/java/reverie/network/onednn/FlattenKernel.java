package reverie.network.onednn;

import org.bytedeco.dnnl.memory;
import reverie.network.FeatureShape;
import reverie.network.Flatten;
import reverie.network.Node;

/** A copy into the order asked for; as a vector, the result is the same memory in either layout. */
final class FlattenKernel implements Kernel<Flatten> {
  @Override
  public void forward(PlanBuilder plan, Node node, Flatten operation) {
    plan.copy(
        "flatten", plan.input(node, 0), unflattened(plan, node, operation, plan.output(node)));
  }

  @Override
  public void backward(PlanBuilder plan, Node node, Flatten operation) {
    plan.contributeCopy(
        node.inputs().get(0), unflattened(plan, node, operation, plan.gradient(node)));
  }

  private static Value unflattened(PlanBuilder plan, Node node, Flatten operation, Value vector) {
    FeatureShape s = plan.shape(node.inputs().get(0));
    return vector.as(
        plan.scope.own(
            new memory.desc(
                OneDnn.dims(plan.batch, s.channels(), s.height(), s.width()),
                plan.type,
                operation.channelsFirst() ? memory.format_tag.nchw : memory.format_tag.nhwc)));
  }
}
