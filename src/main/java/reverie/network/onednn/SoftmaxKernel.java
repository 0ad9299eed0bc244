package reverie.network.onednn;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC;

import org.bytedeco.dnnl.global.dnnl.algorithm;
import org.bytedeco.dnnl.global.dnnl.prop_kind;
import org.bytedeco.dnnl.softmax_backward;
import org.bytedeco.dnnl.softmax_forward;
import reverie.network.Node;
import reverie.network.Softmax;

/** Softmax over the channels. */
final class SoftmaxKernel implements Kernel<Softmax> {
  private static final String HINT = "hint";
  private static final int CHANNEL_AXIS = 1;

  @Override
  public void forward(PlanBuilder plan, Node node, Softmax operation) {
    Value input = plan.input(node, 0);
    Value output = plan.output(node);
    softmax_forward.primitive_desc description =
        plan.scope.own(
            new softmax_forward.primitive_desc(
                OneDnn.ENGINE,
                prop_kind.forward_training,
                algorithm.softmax_accurate,
                input.layout,
                output.layout,
                CHANNEL_AXIS));
    plan.keep(node, HINT, description);
    plan.step("softmax", new softmax_forward(description))
        .with(DNNL_ARG_SRC, input)
        .with(DNNL_ARG_DST, output);
  }

  @Override
  public void backward(PlanBuilder plan, Node node, Softmax operation) {
    Value gradient = plan.gradient(node);
    Value output = plan.output(node);
    softmax_backward.primitive_desc description =
        plan.scope.own(
            new softmax_backward.primitive_desc(
                OneDnn.ENGINE,
                algorithm.softmax_accurate,
                gradient.layout,
                gradient.layout,
                output.layout,
                CHANNEL_AXIS,
                plan.kept(node, HINT, softmax_forward.primitive_desc.class)));
    plan.contributeWritten(
        node.inputs().get(0),
        target ->
            plan.step("softmax backward", new softmax_backward(description))
                .with(DNNL_ARG_DST, output)
                .with(DNNL_ARG_DIFF_DST, gradient)
                .with(DNNL_ARG_DIFF_SRC, target));
  }
}
