package reverie.network.onednn;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_BIAS;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_WEIGHTS;

import org.bytedeco.dnnl.matmul;
import org.bytedeco.dnnl.memory;
import reverie.network.Dense;
import reverie.network.Node;

/** A matrix product: {@code [n, in] [in, out] + bias}; the way back multiplies by the transpose. */
final class DenseKernel implements Kernel<Dense> {
  @Override
  public void forward(PlanBuilder plan, Node node, Dense operation) {
    Value input = vectors(plan, plan.input(node, 0), operation.inputs());
    Value output = vectors(plan, plan.output(node), operation.outputs());
    // Weights are [out][in]: as [in, out] they lie column by column.
    memory.desc plain =
        matrix(
            plan,
            operation.inputs(),
            operation.outputs(),
            memory.data_type.f32,
            memory.format_tag.ba);
    memory.desc any =
        matrix(plan, operation.inputs(), operation.outputs(), plan.type, memory.format_tag.any);
    memory.desc bias =
        matrix(plan, 1, operation.outputs(), memory.data_type.f32, memory.format_tag.ab);
    matmul.primitive_desc description =
        plan.scope.own(
            new matmul.primitive_desc(
                OneDnn.ENGINE,
                input.layout,
                any,
                bias,
                output.layout,
                Eltwise.fused(plan, operation.activation()),
                false));
    plan.step("dense", new matmul(description))
        .with(DNNL_ARG_SRC, input)
        .with(
            DNNL_ARG_WEIGHTS,
            weights(plan, node.name() + " forward", plain, description, operation))
        .with(DNNL_ARG_BIAS, plan.vector(node.name() + " bias", bias, operation.bias()))
        .with(DNNL_ARG_DST, output);
  }

  @Override
  public void backward(PlanBuilder plan, Node node, Dense operation) {
    Eltwise.backward(plan, node, operation.activation());
    Value gradient = vectors(plan, plan.gradient(node), operation.outputs());
    memory.desc plain =
        matrix(
            plan,
            operation.outputs(),
            operation.inputs(),
            memory.data_type.f32,
            memory.format_tag.ab);
    memory.desc any =
        matrix(plan, operation.outputs(), operation.inputs(), plan.type, memory.format_tag.any);
    plan.contribute(
        node.inputs().get(0),
        (target, add) -> {
          Value to = vectors(plan, target, operation.inputs());
          matmul.primitive_desc description =
              plan.scope.own(
                  new matmul.primitive_desc(
                      OneDnn.ENGINE, gradient.layout, any, to.layout, plan.summing(add), false));
          plan.step("dense backward", new matmul(description))
              .with(DNNL_ARG_SRC, gradient)
              .with(
                  DNNL_ARG_WEIGHTS,
                  weights(plan, node.name() + " backward", plain, description, operation))
              .with(DNNL_ARG_DST, to);
        });
  }

  private static Value weights(
      PlanBuilder plan,
      String use,
      memory.desc plain,
      matmul.primitive_desc product,
      Dense operation) {
    return plan.weights(use, plain, plan.scope.own(product.weights_desc()), operation::weights);
  }

  private static Value vectors(PlanBuilder plan, Value value, long length) {
    return value.as(matrix(plan, plan.batch, length, plan.type, memory.format_tag.ab));
  }

  private static memory.desc matrix(
      PlanBuilder plan, long rows, long columns, memory.data_type type, memory.format_tag order) {
    return plan.scope.own(new memory.desc(OneDnn.dims(rows, columns), type, order));
  }
}
