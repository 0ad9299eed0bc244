package reverie.network.onednn;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_BIAS;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_WEIGHTS;

import java.util.function.Supplier;
import org.bytedeco.dnnl.convolution_backward_data;
import org.bytedeco.dnnl.convolution_forward;
import org.bytedeco.dnnl.global.dnnl.algorithm;
import org.bytedeco.dnnl.global.dnnl.prop_kind;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.primitive_attr;
import reverie.network.Convolution;
import reverie.network.FeatureShape;
import reverie.network.Node;
import reverie.network.Window;

/**
 * Convolution with bias and activation fused. The input gradient of a stride-1 convolution is
 * itself a convolution, with flipped kernels, that can add to what is there; of a strided one it is
 * oneDNN's {@code convolution_backward_data}.
 */
final class ConvolutionKernel implements Kernel<Convolution> {
  @Override
  public void forward(PlanBuilder plan, Node node, Convolution operation) {
    Value input = plan.input(node, 0);
    Value output = plan.output(node);
    Geometry g = Geometry.of(operation, plan.shape(node.inputs().get(0)));
    if (Winograd.suits(plan, operation, input, output) && Winograd.fuses(operation.activation())) {
      plan.add(Winograd.forward(plan, node, operation, g.before()));
      return;
    }
    memory.desc bias =
        plan.scope.own(
            new memory.desc(
                OneDnn.dims(operation.outputChannels()),
                memory.data_type.f32,
                memory.format_tag.x));
    convolution_forward.primitive_desc description =
        describe(
            plan,
            operation,
            g,
            input.layout,
            bias,
            output.layout,
            Eltwise.fused(plan, operation.activation()));
    plan.step("convolution", new convolution_forward(description))
        .with(DNNL_ARG_SRC, input)
        .with(
            DNNL_ARG_WEIGHTS,
            plan.weights(
                node.name() + " forward",
                Kernel4.plain(plan, operation),
                plan.scope.own(description.weights_desc()),
                operation::kernels))
        .with(DNNL_ARG_BIAS, plan.vector(node.name() + " bias", bias, operation.bias()))
        .with(DNNL_ARG_DST, output);
  }

  @Override
  public void backward(PlanBuilder plan, Node node, Convolution operation) {
    Eltwise.backward(plan, node, operation.activation());
    FeatureShape in = plan.shape(node.inputs().get(0));
    Geometry flipped = Geometry.flipped(operation, in, plan.shape(node.name()));
    if (flipped != null) {
      plan.contribute(
          node.inputs().get(0),
          (target, add) -> byFlipping(plan, node, operation, flipped, target, add));
    } else if (PhasedGradient.suits(operation)) {
      byPhases(plan, node, operation, in);
    } else {
      plan.contributeWritten(
          node.inputs().get(0),
          target -> byBackwardData(plan, node, operation, Geometry.of(operation, in), target));
    }
  }

  private static void byFlipping(
      PlanBuilder plan, Node node, Convolution operation, Geometry g, Value target, boolean add) {
    Convolution flipped = Kernel4.flipped(operation);
    correlate(plan, node, flipped, g, () -> Kernel4.flip(operation), target, add);
  }

  /** Where the input has few channels and the stride leaves each weight few pixels. */
  private static void byPhases(
      PlanBuilder plan, Node node, Convolution operation, FeatureShape in) {
    FeatureShape out = plan.shape(node.name());
    PhasedGradient phased = PhasedGradient.of(operation, in, out);
    Convolution dense = phased.convolution();
    Value phases =
        plan.array(plan.scope.own(OneDnn.channelsLast(plan.batch, phased.shape(), plan.type)));
    correlate(plan, node, dense, Geometry.of(dense, out), phased::kernels, phases, false);
    plan.contributeCopy(node.inputs().get(0), phased.interleave(plan, phases, in));
  }

  /** Adds the step that runs a convolution of stride 1 over the node's gradient. */
  private static void correlate(
      PlanBuilder plan,
      Node node,
      Convolution convolution,
      Geometry g,
      Supplier<float[]> kernels,
      Value target,
      boolean add) {
    Value gradient = plan.gradient(node);
    if (Winograd.suits(plan, convolution, gradient, target)) {
      plan.add(Winograd.backward(plan, node, g.before(), kernels, gradient, target, add));
      return;
    }
    convolution_forward.primitive_desc description =
        describe(plan, convolution, g, gradient.layout, null, target.layout, plan.summing(add));
    plan.step("convolution backward", new convolution_forward(description))
        .with(DNNL_ARG_SRC, gradient)
        .with(
            DNNL_ARG_WEIGHTS,
            plan.weights(
                node.name() + " backward",
                Kernel4.plain(plan, convolution),
                plan.scope.own(description.weights_desc()),
                kernels))
        .with(DNNL_ARG_DST, target);
  }

  private static void byBackwardData(
      PlanBuilder plan, Node node, Convolution operation, Geometry g, Value target) {
    Value gradient = plan.gradient(node);
    primitive_attr none = plan.scope.own(new primitive_attr());
    convolution_forward.primitive_desc hint =
        describe(plan, operation, g, target.layout, null, gradient.layout, none);
    convolution_backward_data.primitive_desc description =
        plan.scope.own(
            new convolution_backward_data.primitive_desc(
                OneDnn.ENGINE,
                algorithm.convolution_direct,
                target.layout,
                Kernel4.any(plan, operation),
                gradient.layout,
                g.strides(),
                g.dilation(),
                g.before(),
                g.after(),
                hint,
                none,
                false));
    plan.step("convolution backward", new convolution_backward_data(description))
        .with(DNNL_ARG_DIFF_DST, gradient)
        .with(
            DNNL_ARG_WEIGHTS,
            plan.weights(
                node.name() + " backward",
                Kernel4.plain(plan, operation),
                plan.scope.own(description.weights_desc()),
                operation::kernels))
        .with(DNNL_ARG_DIFF_SRC, target);
  }

  private static convolution_forward.primitive_desc describe(
      PlanBuilder plan,
      Convolution c,
      Geometry g,
      memory.desc from,
      memory.desc bias,
      memory.desc to,
      primitive_attr attributes) {
    memory.desc weights = Kernel4.any(plan, c);
    return plan.scope.own(
        bias == null
            ? new convolution_forward.primitive_desc(
                OneDnn.ENGINE,
                prop_kind.forward_inference,
                algorithm.convolution_direct,
                from,
                weights,
                to,
                g.strides(),
                g.dilation(),
                g.before(),
                g.after(),
                attributes,
                false)
            : new convolution_forward.primitive_desc(
                OneDnn.ENGINE,
                prop_kind.forward_inference,
                algorithm.convolution_direct,
                from,
                weights,
                bias,
                to,
                g.strides(),
                g.dilation(),
                g.before(),
                g.after(),
                attributes,
                false));
  }

  /** A convolution's numbers in oneDNN's form: dilation 0 is dense. */
  private record Geometry(long[] strides, long[] dilation, long[] before, long[] after) {
    static Geometry of(Convolution c, FeatureShape in) {
      Window w = c.window().resolved(in.height(), in.width());
      return new Geometry(
          OneDnn.dims(w.strideHeight(), w.strideWidth()),
          OneDnn.dims(w.dilationHeight() - 1L, w.dilationWidth() - 1L),
          OneDnn.dims(w.padding().top(), w.padding().left()),
          // What the last window reaches, which is less than the padding where the stride does not
          // divide the room.
          OneDnn.dims(w.padding().bottom(), w.padding().right()));
    }

    /**
     * Of the convolution that takes gradients back, or null where it is none: strided, or padded
     * past its kernel.
     */
    static Geometry flipped(Convolution c, FeatureShape in, FeatureShape out) {
      Window w = c.window().resolved(in.height(), in.width());
      if (w.strideHeight() != 1 || w.strideWidth() != 1) {
        return null;
      }
      long reachHeight = (w.kernelHeight() - 1L) * w.dilationHeight();
      long reachWidth = (w.kernelWidth() - 1L) * w.dilationWidth();
      long top = reachHeight - w.padding().top();
      long left = reachWidth - w.padding().left();
      long bottom = in.height() - out.height() + reachHeight - top;
      long right = in.width() - out.width() + reachWidth - left;
      if (top < 0 || left < 0 || bottom < 0 || right < 0) {
        return null;
      }
      return new Geometry(
          OneDnn.dims(1, 1),
          OneDnn.dims(w.dilationHeight() - 1L, w.dilationWidth() - 1L),
          OneDnn.dims(top, left),
          OneDnn.dims(bottom, right));
    }
  }
}
