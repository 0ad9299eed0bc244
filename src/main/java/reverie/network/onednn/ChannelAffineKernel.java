package reverie.network.onednn;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_ATTR_MULTIPLE_POST_OP_BASE;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC_0;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC_1;

import org.bytedeco.dnnl.binary;
import org.bytedeco.dnnl.global.dnnl.algorithm;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.post_ops;
import org.bytedeco.dnnl.primitive_attr;
import reverie.network.ChannelAffine;
import reverie.network.Node;

/** scale x + shift in one pass. */
final class ChannelAffineKernel implements Kernel<ChannelAffine> {
  @Override
  public void forward(PlanBuilder plan, Node node, ChannelAffine operation) {
    memory.desc perChannel = perChannel(plan, operation);
    primitive_attr attributes = plan.scope.own(new primitive_attr());
    post_ops ops = plan.scope.own(new post_ops());
    ops.append_binary(algorithm.binary_add, perChannel);
    attributes.set_post_ops(ops);
    multiply(plan, node, operation, plan.input(node, 0), plan.output(node), attributes)
        .with(
            DNNL_ARG_ATTR_MULTIPLE_POST_OP_BASE | DNNL_ARG_SRC_1,
            plan.vector(node.name() + " shift", perChannel, operation.shift()));
  }

  @Override
  public void backward(PlanBuilder plan, Node node, ChannelAffine operation) {
    plan.contributeWritten(
        node.inputs().get(0),
        target ->
            multiply(
                plan,
                node,
                operation,
                plan.gradient(node),
                target,
                plan.scope.own(new primitive_attr())));
  }

  private static PrimitiveStep multiply(
      PlanBuilder plan,
      Node node,
      ChannelAffine operation,
      Value from,
      Value to,
      primitive_attr attributes) {
    memory.desc perChannel = perChannel(plan, operation);
    binary.primitive_desc description =
        plan.scope.own(
            new binary.primitive_desc(
                OneDnn.ENGINE,
                algorithm.binary_mul,
                from.layout,
                perChannel,
                to.layout,
                attributes,
                false));
    return plan.step("batch norm", new binary(description))
        .with(DNNL_ARG_SRC_0, from)
        .with(DNNL_ARG_SRC_1, plan.vector(node.name() + " scale", perChannel, operation.scale()))
        .with(DNNL_ARG_DST, to);
  }

  private static memory.desc perChannel(PlanBuilder plan, ChannelAffine operation) {
    return plan.scope.own(
        new memory.desc(
            OneDnn.dims(1, operation.scale().length, 1, 1),
            memory.data_type.f32,
            memory.format_tag.nhwc));
  }
}
