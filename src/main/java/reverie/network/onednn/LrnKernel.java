package reverie.network.onednn;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_WORKSPACE;

import org.bytedeco.dnnl.global.dnnl.algorithm;
import org.bytedeco.dnnl.global.dnnl.prop_kind;
import org.bytedeco.dnnl.lrn_backward;
import org.bytedeco.dnnl.lrn_forward;
import org.bytedeco.dnnl.memory;
import reverie.network.FeatureShape;
import reverie.network.LocalResponseNormalisation;
import reverie.network.Node;

/**
 * Normalisation across channels. It runs on channels-first copies: oneDNN 3.11's channels-last
 * gradient crashes while it is generated on AVX-512 when the channels are not a multiple of 16.
 */
final class LrnKernel implements Kernel<LocalResponseNormalisation> {
  private static final String HINT = "hint";
  private static final String WORKSPACE = "workspace";
  private static final String INPUT = "input";

  @Override
  public void forward(PlanBuilder plan, Node node, LocalResponseNormalisation operation) {
    Value input = channelsFirst(plan, node);
    plan.copy("lrn input", plan.input(node, 0), input);
    plan.keep(node, INPUT, input);
    Value output = channelsFirst(plan, node);
    lrn_forward.primitive_desc description =
        plan.scope.own(
            new lrn_forward.primitive_desc(
                OneDnn.ENGINE,
                prop_kind.forward_training,
                algorithm.lrn_across_channels,
                input.layout,
                output.layout,
                operation.size(),
                operation.alpha(),
                operation.beta(),
                operation.k()));
    plan.keep(node, HINT, description);
    PrimitiveStep step =
        plan.step("lrn", new lrn_forward(description))
            .with(DNNL_ARG_SRC, input)
            .with(DNNL_ARG_DST, output);
    memory.desc workspace = plan.scope.own(description.workspace_desc());
    if (!workspace.is_zero()) {
      Value kept = plan.array(workspace);
      plan.keep(node, WORKSPACE, kept);
      step.with(DNNL_ARG_WORKSPACE, kept);
    }
    plan.copy("lrn output", output, plan.output(node));
  }

  @Override
  public void backward(PlanBuilder plan, Node node, LocalResponseNormalisation operation) {
    Value input = plan.kept(node, INPUT, Value.class);
    Value gradient = channelsFirst(plan, node);
    plan.copy("lrn gradient", plan.gradient(node), gradient);
    lrn_backward.primitive_desc description =
        plan.scope.own(
            new lrn_backward.primitive_desc(
                OneDnn.ENGINE,
                algorithm.lrn_across_channels,
                gradient.layout,
                gradient.layout,
                input.layout,
                operation.size(),
                operation.alpha(),
                operation.beta(),
                operation.k(),
                plan.kept(node, HINT, lrn_forward.primitive_desc.class)));
    Value workspace = plan.kept(node, WORKSPACE, Value.class);
    Value result = channelsFirst(plan, node);
    PrimitiveStep step =
        plan.step("lrn backward", new lrn_backward(description))
            .with(DNNL_ARG_SRC, input)
            .with(DNNL_ARG_DIFF_DST, gradient)
            .with(DNNL_ARG_DIFF_SRC, result);
    if (workspace != null) {
      step.with(DNNL_ARG_WORKSPACE, workspace);
    }
    plan.contributeCopy(node.inputs().get(0), result);
  }

  private static Value channelsFirst(PlanBuilder plan, Node node) {
    FeatureShape s = plan.shape(node.name());
    return plan.array(
        plan.scope.own(
            new memory.desc(
                OneDnn.dims(plan.batch, s.channels(), s.height(), s.width()),
                plan.type,
                memory.format_tag.nchw)));
  }
}
