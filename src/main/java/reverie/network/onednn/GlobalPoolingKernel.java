package reverie.network.onednn;

import reverie.network.FeatureShape;
import reverie.network.GlobalPooling;
import reverie.network.Node;
import reverie.network.Pooling;
import reverie.network.Window;

/** Pooling with a window as large as the picture. */
final class GlobalPoolingKernel implements Kernel<GlobalPooling> {
  private final PoolingKernel pooling = new PoolingKernel();

  @Override
  public void forward(PlanBuilder plan, Node node, GlobalPooling operation) {
    pooling.forward(plan, node, asPooling(plan, node, operation));
  }

  @Override
  public void backward(PlanBuilder plan, Node node, GlobalPooling operation) {
    pooling.backward(plan, node, asPooling(plan, node, operation));
  }

  private static Pooling asPooling(PlanBuilder plan, Node node, GlobalPooling operation) {
    FeatureShape s = plan.shape(node.inputs().get(0));
    Window whole = new Window(s.height(), s.width(), 1, 1, 1, 1, Window.Padding.NONE);
    return new Pooling(operation.type(), whole, false, true);
  }
}
