package reverie.network.onednn;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC;

import org.bytedeco.dnnl.eltwise_backward;
import org.bytedeco.dnnl.eltwise_forward;
import org.bytedeco.dnnl.global.dnnl.algorithm;
import org.bytedeco.dnnl.global.dnnl.prop_kind;
import org.bytedeco.dnnl.post_ops;
import org.bytedeco.dnnl.primitive_attr;
import reverie.network.Activation;
import reverie.network.GradientRule;
import reverie.network.Node;

/** oneDNN's names for activations, and the way back through a fused one. */
final class Eltwise {
  private Eltwise() {}

  static algorithm forward(Activation activation) {
    return switch (activation.function()) {
      case IDENTITY -> algorithm.eltwise_linear;
      case RELU -> algorithm.eltwise_relu;
      case CLIP -> algorithm.eltwise_clip_v2;
      case ELU -> algorithm.eltwise_elu;
      case SIGMOID -> algorithm.eltwise_logistic;
      case TANH -> algorithm.eltwise_tanh;
      case SWISH -> algorithm.eltwise_swish;
      case GELU -> algorithm.eltwise_gelu_erf;
      case SOFTPLUS -> algorithm.eltwise_soft_relu;
    };
  }

  /** For the slope told from the output. */
  private static algorithm fromOutput(Activation activation) {
    return switch (activation.function()) {
      case RELU -> algorithm.eltwise_relu_use_dst_for_bwd;
      case CLIP -> algorithm.eltwise_clip_v2_use_dst_for_bwd;
      case ELU -> algorithm.eltwise_elu_use_dst_for_bwd;
      case SIGMOID -> algorithm.eltwise_logistic_use_dst_for_bwd;
      case TANH -> algorithm.eltwise_tanh_use_dst_for_bwd;
      default -> throw new IllegalArgumentException(activation + " cannot be fused");
    };
  }

  static float alpha(Activation activation) {
    return switch (activation.function()) {
      case IDENTITY, SOFTPLUS -> 1f;
      default -> activation.alpha();
    };
  }

  static float beta(Activation activation) {
    return activation.beta();
  }

  static boolean isIdentity(Activation activation) {
    return activation.function() == Activation.Function.IDENTITY;
  }

  /** Attributes of a primitive that applies the activation to what it made. */
  static primitive_attr fused(PlanBuilder plan, Activation activation) {
    primitive_attr attributes = plan.scope.own(new primitive_attr());
    if (!isIdentity(activation)) {
      post_ops ops = plan.scope.own(new post_ops());
      ops.append_eltwise(forward(activation), alpha(activation), beta(activation));
      attributes.set_post_ops(ops);
    }
    return attributes;
  }

  /**
   * Adds a step that applies the activation to an array; the descriptor is the hint for its way
   * back.
   */
  static eltwise_forward.primitive_desc forward(
      PlanBuilder plan, Activation activation, Value from, Value to) {
    eltwise_forward.primitive_desc description =
        plan.scope.own(
            new eltwise_forward.primitive_desc(
                OneDnn.ENGINE,
                prop_kind.forward_training,
                forward(activation),
                from.layout,
                to.layout,
                alpha(activation),
                beta(activation)));
    plan.step("activation", new eltwise_forward(description))
        .with(DNNL_ARG_SRC, from)
        .with(DNNL_ARG_DST, to);
    return description;
  }

  /** Whether the plan's rule lets gradients through this activation as they are. */
  static boolean passes(PlanBuilder plan, Activation activation) {
    return isIdentity(activation)
        || (plan.rule == GradientRule.THROUGH && plan.rule.changes(activation));
  }

  /**
   * Takes away what is below zero in the node's gradient, in place, if the plan's rule guides this
   * activation. Slopes of rectifiers are not below zero: before them or after is the same.
   */
  static void guide(PlanBuilder plan, Node node, Activation activation) {
    if (plan.rule != GradientRule.GUIDED || !plan.rule.changes(activation)) {
      return;
    }
    Value gradient = plan.gradient(node);
    eltwise_forward.primitive_desc description =
        plan.scope.own(
            new eltwise_forward.primitive_desc(
                OneDnn.ENGINE,
                prop_kind.forward_inference,
                algorithm.eltwise_relu,
                gradient.layout,
                gradient.layout,
                0f,
                0f));
    plan.step("guided gradient", new eltwise_forward(description))
        .with(DNNL_ARG_SRC, gradient)
        .with(DNNL_ARG_DST, gradient);
  }

  /** Takes the node's gradient back through its fused activation, in place. */
  static void backward(PlanBuilder plan, Node node, Activation activation) {
    if (passes(plan, activation)) {
      return;
    }
    guide(plan, node, activation);
    Value output = plan.output(node);
    Value gradient = plan.gradient(node);
    algorithm function = fromOutput(activation);
    eltwise_forward.primitive_desc hint =
        plan.scope.own(
            new eltwise_forward.primitive_desc(
                OneDnn.ENGINE,
                prop_kind.forward_training,
                function,
                output.layout,
                output.layout,
                alpha(activation),
                beta(activation)));
    eltwise_backward.primitive_desc description =
        plan.scope.own(
            new eltwise_backward.primitive_desc(
                OneDnn.ENGINE,
                function,
                gradient.layout,
                gradient.layout,
                output.layout,
                alpha(activation),
                beta(activation),
                hint));
    plan.step("activation backward", new eltwise_backward(description))
        .with(DNNL_ARG_DST, output)
        .with(DNNL_ARG_DIFF_DST, gradient)
        .with(DNNL_ARG_DIFF_SRC, gradient);
  }
}
