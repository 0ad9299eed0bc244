package reverie.network.onednn;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_WORKSPACE;

import org.bytedeco.dnnl.global.dnnl.algorithm;
import org.bytedeco.dnnl.global.dnnl.prop_kind;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.pooling_backward;
import org.bytedeco.dnnl.pooling_forward;
import reverie.network.FeatureShape;
import reverie.network.Node;
import reverie.network.Pooling;
import reverie.network.Window;

/** Maximum and average of windows. */
final class PoolingKernel implements Kernel<Pooling> {
  private static final String HINT = "hint";
  private static final String WORKSPACE = "workspace";

  /**
   * Measured on two cores: a backward pass made for 4 or 8 threads costs a sixth of a step more.
   */
  private static final int BACKWARD_FOR_THREADS = 2;

  /** A pooling's numbers in oneDNN's form. */
  private record Geometry(long[] strides, long[] kernel, long[] before, long[] after) {
    static Geometry of(Pooling pooling, FeatureShape in, FeatureShape out) {
      Window w = pooling.window().resolved(in.height(), in.width());
      return new Geometry(
          OneDnn.dims(w.strideHeight(), w.strideWidth()),
          OneDnn.dims(w.kernelHeight(), w.kernelWidth()),
          OneDnn.dims(w.padding().top(), w.padding().left()),
          OneDnn.dims(
              after(
                  out.height(), w.strideHeight(), w.kernelHeight(), in.height(), w.padding().top()),
              after(
                  out.width(), w.strideWidth(), w.kernelWidth(), in.width(), w.padding().left())));
    }

    /**
     * How far the last window reaches past the input: more than the padding where the size was
     * rounded up.
     */
    private static long after(long out, long stride, long kernel, long in, long before) {
      return (out - 1) * stride + kernel - in - before;
    }
  }

  @Override
  public void forward(PlanBuilder plan, Node node, Pooling operation) {
    Value input = plan.input(node, 0);
    Value output = plan.output(node);
    Geometry g = geometry(plan, node, operation);
    pooling_forward.primitive_desc description =
        plan.scope.own(
            new pooling_forward.primitive_desc(
                OneDnn.ENGINE,
                prop_kind.forward_training,
                algorithm(operation),
                input.layout,
                output.layout,
                g.strides,
                g.kernel,
                OneDnn.dims(0, 0),
                g.before,
                g.after));
    plan.keep(node, HINT, description);
    PrimitiveStep step =
        plan.step("pooling", new pooling_forward(description))
            .with(DNNL_ARG_SRC, input)
            .with(DNNL_ARG_DST, output);
    if (operation.type() == Pooling.Type.MAX) {
      memory.desc layout = plan.scope.own(description.workspace_desc());
      Value workspace = plan.array(layout);
      plan.keep(node, WORKSPACE, workspace);
      step.with(DNNL_ARG_WORKSPACE, workspace);
    }
    PartialWindows.correct(plan, node, operation, output);
  }

  @Override
  public void backward(PlanBuilder plan, Node node, Pooling operation) {
    Value gradient = plan.gradient(node);
    Geometry g = geometry(plan, node, operation);
    String input = node.inputs().get(0);
    PartialWindows.correct(plan, node, operation, gradient);
    // Made for so many threads, however many run it: the order in which windows that overlap are
    // added depends on that number, and with it the last bits of the gradient.
    pooling_backward.primitive_desc description =
        OneDnn.madeFor(
            BACKWARD_FOR_THREADS,
            () ->
                plan.scope.own(
                    new pooling_backward.primitive_desc(
                        OneDnn.ENGINE,
                        algorithm(operation),
                        plan.layout(input),
                        gradient.layout,
                        g.strides,
                        g.kernel,
                        OneDnn.dims(0, 0),
                        g.before,
                        g.after,
                        plan.kept(node, HINT, pooling_forward.primitive_desc.class))));
    Value workspace = plan.kept(node, WORKSPACE, Value.class);
    plan.contributeWritten(
        input,
        target -> {
          PrimitiveStep step =
              plan.step("pooling backward", new pooling_backward(description))
                  .with(DNNL_ARG_DIFF_DST, gradient)
                  .with(DNNL_ARG_DIFF_SRC, target);
          if (workspace != null) {
            step.with(DNNL_ARG_WORKSPACE, workspace);
          }
        });
  }

  private static Geometry geometry(PlanBuilder plan, Node node, Pooling operation) {
    return Geometry.of(operation, plan.shape(node.inputs().get(0)), plan.shape(node.name()));
  }

  private static algorithm algorithm(Pooling pooling) {
    if (pooling.type() == Pooling.Type.MAX) {
      return algorithm.pooling_max;
    }
    return pooling.countPadding()
        ? algorithm.pooling_avg_include_padding
        : algorithm.pooling_avg_exclude_padding;
  }
}
