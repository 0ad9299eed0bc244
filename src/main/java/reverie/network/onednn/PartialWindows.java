package reverie.network.onednn;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC_0;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC_1;

import org.bytedeco.dnnl.binary;
import org.bytedeco.dnnl.global.dnnl.algorithm;
import org.bytedeco.dnnl.memory;
import reverie.network.FeatureShape;
import reverie.network.Node;
import reverie.network.Pooling;
import reverie.network.Window;

/**
 * Averages that count padding, where the last window reaches past the padding because the size was
 * rounded up: Caffe and PyTorch divide by the part of the window within the padding, oneDNN by the
 * whole window. A factor for each position mends it.
 */
final class PartialWindows {
  private PartialWindows() {}

  /** Multiplies the array by the factors, in place, where there is such a window. */
  static void correct(PlanBuilder plan, Node node, Pooling pooling, Value array) {
    if (pooling.type() == Pooling.Type.MAX || !pooling.countPadding() || !pooling.ceil()) {
      return;
    }
    FeatureShape in = plan.shape(node.inputs().get(0));
    FeatureShape out = plan.shape(node.name());
    Window w = pooling.window().resolved(in.height(), in.width());
    Window.Padding p = w.padding();
    float[] rows =
        factors(
            out.height(), w.strideHeight(), w.kernelHeight(), p.top() + in.height() + p.bottom());
    float[] columns =
        factors(out.width(), w.strideWidth(), w.kernelWidth(), p.left() + in.width() + p.right());
    float[] map = new float[rows.length * columns.length];
    boolean needed = false;
    for (int i = 0; i < map.length; i++) {
      map[i] = rows[i / columns.length] * columns[i % columns.length];
      needed |= map[i] != 1f;
    }
    if (!needed) {
      return;
    }
    memory.desc layout =
        plan.scope.own(
            new memory.desc(
                OneDnn.dims(1, 1, out.height(), out.width()),
                memory.data_type.f32,
                memory.format_tag.nhwc));
    binary.primitive_desc description =
        plan.scope.own(
            new binary.primitive_desc(
                OneDnn.ENGINE, algorithm.binary_mul, array.layout, layout, array.layout));
    String use = node.name() + " factors " + out.height() + "x" + out.width();
    plan.step("partial windows", new binary(description))
        .with(DNNL_ARG_SRC_0, array)
        .with(DNNL_ARG_SRC_1, plan.vector(use, layout, map))
        .with(DNNL_ARG_DST, array);
  }

  /** Whole window / the part of it that lies within the padded size. */
  private static float[] factors(int out, int stride, int kernel, int paddedSize) {
    float[] factors = new float[out];
    for (int i = 0; i < out; i++) {
      factors[i] = (float) kernel / Math.min(kernel, paddedSize - i * stride);
    }
    return factors;
  }
}
