package reverie.network.onednn;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC_0;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC_1;

import org.bytedeco.dnnl.binary;
import org.bytedeco.dnnl.global.dnnl.algorithm;
import org.bytedeco.dnnl.primitive_attr;
import reverie.network.Activation;
import reverie.network.Add;
import reverie.network.Node;

/** A sum, two at a time; the activation is fused into the last. */
final class AddKernel implements Kernel<Add> {
  @Override
  public void forward(PlanBuilder plan, Node node, Add operation) {
    Value output = plan.output(node);
    int count = node.inputs().size();
    if (count == 1) {
      Eltwise.forward(plan, operation.activation(), plan.input(node, 0), output);
      return;
    }
    Value sum = plan.input(node, 0);
    for (int i = 1; i < count; i++) {
      boolean last = i == count - 1;
      add(
          plan,
          sum,
          plan.input(node, i),
          output,
          last ? operation.activation() : Activation.IDENTITY);
      sum = output;
    }
  }

  private static void add(PlanBuilder plan, Value a, Value b, Value to, Activation activation) {
    primitive_attr attributes = Eltwise.fused(plan, activation);
    binary.primitive_desc description =
        plan.scope.own(
            new binary.primitive_desc(
                OneDnn.ENGINE,
                algorithm.binary_add,
                a.layout,
                b.layout,
                to.layout,
                attributes,
                false));
    plan.step("add", new binary(description))
        .with(DNNL_ARG_SRC_0, a)
        .with(DNNL_ARG_SRC_1, b)
        .with(DNNL_ARG_DST, to);
  }

  @Override
  public void backward(PlanBuilder plan, Node node, Add operation) {
    Eltwise.backward(plan, node, operation.activation());
    Value gradient = plan.gradient(node);
    for (String input : node.inputs()) {
      plan.contribute(
          input,
          (target, add) -> {
            if (add) {
              plan.accumulate("add gradient", gradient, target);
            } else {
              plan.copy("copy gradient", gradient, target);
            }
          });
    }
  }
}
