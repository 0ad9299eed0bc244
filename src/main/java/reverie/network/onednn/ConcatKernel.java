package reverie.network.onednn;

import org.bytedeco.dnnl.memory;
import reverie.network.Concat;
import reverie.network.FeatureShape;
import reverie.network.Node;

/**
 * Each input is copied into its own channels of the output, a view with gaps; the way back copies
 * out of them.
 */
final class ConcatKernel implements Kernel<Concat> {
  @Override
  public void forward(PlanBuilder plan, Node node, Concat operation) {
    Value output = plan.output(node);
    long channel = 0;
    for (int i = 0; i < node.inputs().size(); i++) {
      plan.copy("concat", plan.input(node, i), part(plan, output, node.inputs().get(i), channel));
      channel += plan.shape(node.inputs().get(i)).channels();
    }
  }

  @Override
  public void backward(PlanBuilder plan, Node node, Concat operation) {
    Value gradient = plan.gradient(node);
    long channel = 0;
    for (String input : node.inputs()) {
      plan.contributeCopy(input, part(plan, gradient, input, channel));
      channel += plan.shape(input).channels();
    }
  }

  private static Value part(PlanBuilder plan, Value whole, String layer, long channel) {
    FeatureShape s = plan.shape(layer);
    memory.desc layout =
        whole.layout.submemory_desc(
            OneDnn.dims(plan.batch, s.channels(), s.height(), s.width()),
            OneDnn.dims(0, channel, 0, 0));
    return whole.as(plan.scope.own(layout));
  }
}
