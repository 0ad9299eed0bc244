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
import reverie.network.LocalResponseNormalisation;
import reverie.network.Node;

/** Normalisation across channels. */
final class LrnKernel implements Kernel<LocalResponseNormalisation> {
  private static final String HINT = "hint";
  private static final String WORKSPACE = "workspace";

  @Override
  public void forward(PlanBuilder plan, Node node, LocalResponseNormalisation operation) {
    Value input = plan.input(node, 0);
    Value output = plan.output(node);
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
    Step step =
        plan.step("lrn", new lrn_forward(description))
            .with(DNNL_ARG_SRC, input)
            .with(DNNL_ARG_DST, output);
    memory.desc workspace = plan.scope.own(description.workspace_desc());
    if (!workspace.is_zero()) {
      Value kept = plan.array(workspace);
      plan.keep(node, WORKSPACE, kept);
      step.with(DNNL_ARG_WORKSPACE, kept);
    }
  }

  @Override
  public void backward(PlanBuilder plan, Node node, LocalResponseNormalisation operation) {
    Value input = plan.input(node, 0);
    Value gradient = plan.gradient(node);
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
    plan.contributeWritten(
        node.inputs().get(0),
        target -> {
          Step step =
              plan.step("lrn backward", new lrn_backward(description))
                  .with(DNNL_ARG_SRC, input)
                  .with(DNNL_ARG_DIFF_DST, gradient)
                  .with(DNNL_ARG_DIFF_SRC, target);
          if (workspace != null) {
            step.with(DNNL_ARG_WORKSPACE, workspace);
          }
        });
  }
}
