package reverie.network.onednn;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_WEIGHTS;

import java.lang.ref.Reference;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.dnnl.IntMemoryMap;
import org.bytedeco.dnnl.global.dnnl.algorithm;
import org.bytedeco.dnnl.matmul;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.post_ops;
import org.bytedeco.dnnl.primitive_attr;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Products of float32 matrices by oneDNN, which uses the processor better than ND4J's BLAS does;
 * prepared once a shape.
 */
public final class OneDnnProducts {
  private static final int MOST = 256;
  private static final Map<Key, Prepared> PREPARED =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, Prepared> eldest) {
          if (size() > MOST) {
            eldest.getValue().scope.close();
            return true;
          }
          return false;
        }
      };

  private OneDnnProducts() {}

  /** Sizes and strides of an array. */
  private record Layout(List<Long> sizes, List<Long> strides) {
    static Layout of(INDArray array) {
      return new Layout(longs(array.shape()), longs(array.stride()));
    }

    private static List<Long> longs(long[] values) {
      return java.util.Arrays.stream(values).boxed().toList();
    }

    memory.desc describe() {
      return new memory.desc(
          sizes.stream().mapToLong(Long::longValue).toArray(),
          memory.data_type.f32,
          strides.stream().mapToLong(Long::longValue).toArray());
    }
  }

  private record Key(Layout a, Layout b, Layout c, float factor) {}

  /** A product of matrices of certain layouts, without their addresses. */
  private static final class Prepared {
    final NativeScope scope = new NativeScope();
    private final matmul product;
    private final memory a;
    private final memory b;
    private final memory c;
    private final IntMemoryMap arguments;

    Prepared(Layout a, Layout b, Layout c, float factor) {
      this.a = at0(a);
      this.b = at0(b);
      this.c = at0(c);
      product =
          scope.own(
              new matmul(
                  scope.own(
                      new matmul.primitive_desc(
                          OneDnn.ENGINE,
                          scope.own(a.describe()),
                          scope.own(b.describe()),
                          scope.own(c.describe()),
                          times(factor),
                          false))));
      arguments = scope.own(new IntMemoryMap());
      arguments.put(DNNL_ARG_SRC, this.a);
      arguments.put(DNNL_ARG_WEIGHTS, this.b);
      arguments.put(DNNL_ARG_DST, this.c);
    }

    /** Attributes of a product that is multiplied by a factor on its way out. */
    private primitive_attr times(float factor) {
      primitive_attr attributes = scope.own(new primitive_attr());
      if (factor != 1) {
        post_ops ops = scope.own(new post_ops());
        ops.append_eltwise(algorithm.eltwise_linear, factor, 0);
        attributes.set_post_ops(ops);
      }
      return attributes;
    }

    private memory at0(Layout layout) {
      return scope.own(new memory(scope.own(layout.describe()), OneDnn.ENGINE, Address.of(0)));
    }

    void run(long atA, long atB, long atC) {
      a.set_data_handle(Address.of(atA));
      b.set_data_handle(Address.of(atB));
      c.set_data_handle(Address.of(atC));
      product.execute(OneDnn.STREAM, arguments);
      OneDnn.STREAM._wait();
    }
  }

  /**
   * {@code result = factor A B}, one product for each index of the first axis if there are three.
   * Any strides; the arrays do not overlap. Prepared for the factor too: it should stay the same
   * from step to step.
   */
  public static void multiply(INDArray a, INDArray b, double factor, INDArray result) {
    Layout layoutA = Layout.of(a);
    Layout layoutB = Layout.of(b);
    Layout layoutC = Layout.of(result);
    try {
      synchronized (PREPARED) {
        Key key = new Key(layoutA, layoutB, layoutC, (float) factor);
        PREPARED
            .computeIfAbsent(key, k -> new Prepared(layoutA, layoutB, layoutC, k.factor()))
            .run(address(a), address(b), address(result));
      }
    } finally {
      Reference.reachabilityFence(a);
      Reference.reachabilityFence(b);
      Reference.reachabilityFence(result);
    }
  }

  private static long address(INDArray array) {
    return array.data().pointer().address() + 4 * array.offset();
  }
}
