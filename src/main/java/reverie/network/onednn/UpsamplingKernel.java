package reverie.network.onednn;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC;
import static org.bytedeco.dnnl.global.dnnl.dnnl_forward_training;
import static org.bytedeco.dnnl.global.dnnl.dnnl_resampling_backward_primitive_desc_create;
import static org.bytedeco.dnnl.global.dnnl.dnnl_resampling_forward_primitive_desc_create;
import static org.bytedeco.dnnl.global.dnnl.dnnl_resampling_linear;
import static org.bytedeco.dnnl.global.dnnl.dnnl_resampling_nearest;

import org.bytedeco.dnnl.dnnl_primitive_attr;
import org.bytedeco.dnnl.dnnl_primitive_desc;
import org.bytedeco.dnnl.primitive;
import org.bytedeco.javacpp.FloatPointer;
import reverie.network.Node;
import reverie.network.Upsampling;

/** Enlarging by oneDNN's resampling, through its C interface: the C++ one is not in the presets. */
final class UpsamplingKernel implements Kernel<Upsampling> {
  private static final String HINT = "hint";

  @Override
  public void forward(PlanBuilder plan, Node node, Upsampling operation) {
    Value input = plan.input(node, 0);
    Value output = plan.output(node);
    dnnl_primitive_desc description = plan.scope.own(new dnnl_primitive_desc());
    check(
        dnnl_resampling_forward_primitive_desc_create(
            description,
            OneDnn.ENGINE.get(),
            dnnl_forward_training,
            algorithm(operation),
            factors(plan, operation),
            input.layout.get(),
            output.layout.get(),
            (dnnl_primitive_attr) null));
    plan.keep(node, HINT, description);
    plan.step("upsampling", new primitive(description))
        .with(DNNL_ARG_SRC, input)
        .with(DNNL_ARG_DST, output);
  }

  @Override
  public void backward(PlanBuilder plan, Node node, Upsampling operation) {
    Value gradient = plan.gradient(node);
    String input = node.inputs().get(0);
    dnnl_primitive_desc description = plan.scope.own(new dnnl_primitive_desc());
    check(
        dnnl_resampling_backward_primitive_desc_create(
            description,
            OneDnn.ENGINE.get(),
            algorithm(operation),
            factors(plan, operation),
            plan.layout(input).get(),
            gradient.layout.get(),
            plan.kept(node, HINT, dnnl_primitive_desc.class),
            (dnnl_primitive_attr) null));
    plan.contributeWritten(
        input,
        target ->
            plan.step("upsampling backward", new primitive(description))
                .with(DNNL_ARG_DIFF_DST, gradient)
                .with(DNNL_ARG_DIFF_SRC, target));
  }

  private static FloatPointer factors(PlanBuilder plan, Upsampling operation) {
    return plan.scope.own(new FloatPointer(operation.factor(), operation.factor()));
  }

  private static int algorithm(Upsampling operation) {
    return operation.bilinear() ? dnnl_resampling_linear : dnnl_resampling_nearest;
  }

  private static void check(int status) {
    if (status != 0) {
      throw new IllegalStateException("oneDNN resampling: status " + status);
    }
  }
}
