package reverie.network.onednn;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC;

import org.bytedeco.dnnl.eltwise_backward;
import org.bytedeco.dnnl.eltwise_forward;
import reverie.network.Activate;
import reverie.network.Activation;
import reverie.network.Node;

/** An activation as a layer of its own; its slope is told from its input. */
final class ActivateKernel implements Kernel<Activate> {
  private static final String HINT = "hint";

  @Override
  public void forward(PlanBuilder plan, Node node, Activate operation) {
    plan.keep(
        node,
        HINT,
        Eltwise.forward(plan, operation.activation(), plan.input(node, 0), plan.output(node)));
  }

  @Override
  public void backward(PlanBuilder plan, Node node, Activate operation) {
    Activation f = operation.activation();
    Value input = plan.input(node, 0);
    Value gradient = plan.gradient(node);
    if (Eltwise.passes(plan, f)) {
      plan.contributeCopy(node.inputs().get(0), gradient);
      return;
    }
    Eltwise.guide(plan, node, f);
    eltwise_backward.primitive_desc description =
        plan.scope.own(
            new eltwise_backward.primitive_desc(
                OneDnn.ENGINE,
                Eltwise.forward(f),
                gradient.layout,
                gradient.layout,
                input.layout,
                Eltwise.alpha(f),
                Eltwise.beta(f),
                plan.kept(node, HINT, eltwise_forward.primitive_desc.class)));
    plan.contributeWritten(
        node.inputs().get(0),
        target ->
            plan.step("activation backward", new eltwise_backward(description))
                .with(DNNL_ARG_SRC, input)
                .with(DNNL_ARG_DIFF_DST, gradient)
                .with(DNNL_ARG_DIFF_SRC, target));
  }
}
