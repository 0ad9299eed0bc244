package reverie.network.onednn;

import static java.util.Map.entry;

import java.util.Map;
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

/** The kernel of each kind of layer. */
final class Kernels {
  private static final Map<Class<? extends Operation>, Kernel<?>> ALL =
      Map.ofEntries(
          entry(Activate.class, new ActivateKernel()),
          entry(Add.class, new AddKernel()),
          entry(ChannelAffine.class, new ChannelAffineKernel()),
          entry(Concat.class, new ConcatKernel()),
          entry(Convolution.class, new ConvolutionKernel()),
          entry(Dense.class, new DenseKernel()),
          entry(Flatten.class, new FlattenKernel()),
          entry(GlobalPooling.class, new GlobalPoolingKernel()),
          entry(LocalResponseNormalisation.class, new LrnKernel()),
          entry(Pooling.class, new PoolingKernel()),
          entry(Softmax.class, new SoftmaxKernel()),
          entry(Upsampling.class, new UpsamplingKernel()));

  private Kernels() {}

  @SuppressWarnings("unchecked")
  static <O extends Operation> Kernel<O> of(O operation) {
    Kernel<O> kernel = (Kernel<O>) ALL.get(operation.getClass());
    if (kernel == null) {
      throw new IllegalArgumentException("no kernel for " + operation.kind());
    }
    return kernel;
  }
}
