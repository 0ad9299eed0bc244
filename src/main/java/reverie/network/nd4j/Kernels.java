package reverie.network.nd4j;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import reverie.network.Activate;
import reverie.network.Add;
import reverie.network.ChannelAffine;
import reverie.network.Concat;
import reverie.network.Convolution;
import reverie.network.Dense;
import reverie.network.Flatten;
import reverie.network.GlobalPooling;
import reverie.network.LocalResponseNormalisation;
import reverie.network.Operation;
import reverie.network.Pooling;
import reverie.network.Softmax;
import reverie.network.Upsampling;

/** The kernel of each operation. */
final class Kernels {
  private static final Map<Class<?>, Function<Operation, Kernel>> BY_OPERATION =
      new LinkedHashMap<>();

  static {
    put(Convolution.class, ConvolutionKernel::new);
    put(ChannelAffine.class, ChannelAffineKernel::new);
    put(Activate.class, ActivateKernel::new);
    put(Pooling.class, PoolingKernel::new);
    put(GlobalPooling.class, GlobalPoolingKernel::new);
    put(LocalResponseNormalisation.class, LocalResponseNormalisationKernel::new);
    put(Concat.class, concat -> new ConcatKernel());
    put(Add.class, AddKernel::new);
    put(Dense.class, DenseKernel::new);
    put(Flatten.class, FlattenKernel::new);
    put(Softmax.class, softmax -> new SoftmaxKernel());
    put(Upsampling.class, UpsamplingKernel::new);
  }

  private Kernels() {}

  private static <T extends Operation> void put(Class<T> type, Function<T, Kernel> kernel) {
    BY_OPERATION.put(type, operation -> kernel.apply(type.cast(operation)));
  }

  /** The operations that have one. */
  static Set<Class<?>> operations() {
    return Collections.unmodifiableSet(BY_OPERATION.keySet());
  }

  /**
   * The kernel that computes this operation.
   *
   * @throws IllegalArgumentException for an input, which nothing computes
   */
  static Kernel of(Operation operation) {
    Function<Operation, Kernel> kernel = BY_OPERATION.get(operation.getClass());
    if (kernel == null) {
      throw new IllegalArgumentException("no kernel for " + operation.kind());
    }
    return kernel.apply(operation);
  }
}
