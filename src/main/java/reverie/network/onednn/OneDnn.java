package reverie.network.onednn;

import java.util.function.Supplier;
import org.bytedeco.dnnl.engine;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.stream;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.nativeblas.NativeOps;
import org.nd4j.nativeblas.NativeOpsHolder;
import reverie.network.FeatureShape;
import reverie.network.Precision;

/**
 * The oneDNN library: its CPU engine and stream, and how the toolkit describes arrays to it. Loaded
 * at first use.
 */
final class OneDnn {
  static final engine ENGINE;
  static final stream STREAM;

  static {
    // JavaCPP would count the plan's memory against the Java heap's limit; the plan has its own
    // bound.
    System.setProperty("org.bytedeco.javacpp.maxbytes", "0");
    System.setProperty("org.bytedeco.javacpp.maxphysicalbytes", "0");
    ENGINE = new engine(engine.kind.cpu, 0);
    STREAM = new stream(ENGINE);
  }

  private OneDnn() {}

  /**
   * Sets the threads that primitives made and run by this thread use; ND4J shares the setting (one
   * OpenMP).
   */
  static void useThreads(int threads) {
    int wanted = threads > 0 ? threads : Runtime.getRuntime().availableProcessors();
    openMp().setOmpNumThreads(wanted);
  }

  /** The threads that {@link #useThreads} set for this thread. */
  static int threads() {
    return openMp().ompGetMaxThreads();
  }

  /**
   * The process's OpenMP settings. ND4J is initialised first: its holder fails for good if it is
   * asked before.
   */
  private static NativeOps openMp() {
    Nd4j.getBackend();
    return NativeOpsHolder.getInstance().getDeviceNativeOps();
  }

  /** What {@code making} gives while oneDNN believes that so many threads will run it. */
  static <T> T madeFor(int threads, Supplier<T> making) {
    NativeOps settings = openMp();
    int before = settings.ompGetMaxThreads();
    settings.setOmpNumThreads(threads);
    try {
      return making.get();
    } finally {
      settings.setOmpNumThreads(before);
    }
  }

  static memory.data_type type(Precision precision) {
    return precision == Precision.BF16 ? memory.data_type.bf16 : memory.data_type.f32;
  }

  static long[] dims(long... sizes) {
    return sizes;
  }

  /** Logical {@code [n, c, h, w]}, lying as {@code [n, h, w, c]}. */
  static memory.desc channelsLast(long n, FeatureShape s, memory.data_type type) {
    return new memory.desc(
        dims(n, s.channels(), s.height(), s.width()), type, memory.format_tag.nhwc);
  }
}
