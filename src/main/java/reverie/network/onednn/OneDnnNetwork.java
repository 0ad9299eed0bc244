package reverie.network.onednn;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import reverie.network.Activations;
import reverie.network.EngineOptions;
import reverie.network.FeatureShape;
import reverie.network.ForwardPass;
import reverie.network.Graph;
import reverie.network.Network;

/**
 * A graph on oneDNN. It keeps the plan it used last, and one arena that grows to the largest plan;
 * threads take turns, from {@link #forward} to the close of the pass.
 */
final class OneDnnNetwork implements Network {
  private final Graph graph;
  private final EngineOptions options;
  private final WeightCache weights = new WeightCache();
  private final ReentrantLock turn = new ReentrantLock();
  private Plan plan;
  private NativeScope arena = new NativeScope();
  private long arenaAddress;
  private long arenaBytes;
  private boolean closed;

  OneDnnNetwork(Graph graph, EngineOptions options) {
    this.graph = graph;
    this.options = options;
  }

  @Override
  public Graph graph() {
    return graph;
  }

  @Override
  public ForwardPass forward(INDArray image, Set<String> taps) {
    if (image.rank() != 4
        || image.dataType() != DataType.FLOAT
        || image.size(1) != graph.inputChannels()) {
      throw new IllegalArgumentException(
          "expected float32 [n, "
              + graph.inputChannels()
              + ", h, w], found "
              + image.shapeInfoToString());
    }
    if (taps.isEmpty()) {
      throw new IllegalArgumentException("no taps");
    }
    if (turn.isHeldByCurrentThread()) {
      throw new IllegalStateException("this thread's last pass is still open; close it first");
    }
    turn.lock();
    try {
      if (closed) {
        throw new IllegalStateException("the network is closed");
      }
      OneDnn.useThreads(options.threads());
      Plan ready =
          planFor(
              new Plan.Key(
                  image.size(0), (int) image.size(2), (int) image.size(3), Set.copyOf(taps)));
      INDArray plain = plain(image);
      ready.forward(plain.data().address());
      return new Pass(ready);
    } catch (RuntimeException | Error e) {
      turn.unlock();
      throw e;
    }
  }

  private Plan planFor(Plan.Key key) {
    if (plan != null && plan.key.equals(key)) {
      return plan;
    }
    if (plan != null) {
      plan.close();
      plan = null;
    }
    Plan next = new Plan(graph, key, OneDnn.type(options.precision()), weights);
    try {
      reserve(next.arenaBytes());
      next.bind(arenaAddress);
    } catch (RuntimeException | Error e) {
      next.close();
      throw e;
    }
    plan = next;
    return plan;
  }

  private void reserve(long bytes) {
    if (bytes > arenaBytes) {
      arena.close();
      arena = new NativeScope();
      arenaBytes = 0;
      arenaAddress = arena.allocate(bytes);
      arenaBytes = bytes;
    }
  }

  /** The array itself if it lies row by row, else a copy that does. */
  private static INDArray plain(INDArray array) {
    return array.offset() == 0 && packed(array) ? array : array.dup('c');
  }

  /** Whether the last axis runs fastest and there are no gaps. */
  private static boolean packed(INDArray array) {
    long expected = 1;
    for (int axis = array.rank() - 1; axis >= 0; axis--) {
      if (array.size(axis) != 1 && array.stride(axis) != expected) {
        return false;
      }
      expected *= array.size(axis);
    }
    return true;
  }

  @Override
  public void close() {
    turn.lock();
    try {
      closed = true;
      if (plan != null) {
        plan.close();
        plan = null;
      }
      weights.close();
      arena.close();
    } finally {
      turn.unlock();
    }
  }

  private final class Pass implements ForwardPass {
    private final Plan running;
    private boolean open = true;

    Pass(Plan running) {
      this.running = running;
    }

    @Override
    public Activations activations() {
      requireOpen();
      Map<String, INDArray> taps = new LinkedHashMap<>();
      running.key.taps().forEach(layer -> taps.put(layer, running.tap(layer)));
      return new Activations(taps);
    }

    @Override
    public INDArray backward(Map<String, INDArray> gradientByLayer) {
      requireOpen();
      Map<String, INDArray> plain = new HashMap<>();
      Map<String, Long> addresses = new HashMap<>();
      gradientByLayer.forEach(
          (layer, gradient) -> {
            check(layer, gradient);
            INDArray g = plain(gradient);
            plain.put(layer, g);
            addresses.put(layer, g.data().address());
          });
      INDArray result =
          Nd4j.createUninitialized(
              DataType.FLOAT,
              running.key.batch(),
              graph.inputChannels(),
              running.key.height(),
              running.key.width());
      running.backward(addresses, result.data().address());
      plain.clear();
      return result;
    }

    private void check(String layer, INDArray gradient) {
      if (!running.key.taps().contains(layer)) {
        throw new IllegalArgumentException(
            "layer '" + layer + "' was not tapped; tapped are " + running.key.taps());
      }
      FeatureShape s = running.shape(layer);
      long[] expected = {running.key.batch(), s.height(), s.width(), s.channels()};
      if (!java.util.Arrays.equals(gradient.shape(), expected)
          || gradient.dataType() != DataType.FLOAT) {
        throw new IllegalArgumentException(
            "gradient of layer '"
                + layer
                + "': expected float32 "
                + java.util.Arrays.toString(expected)
                + ", found "
                + gradient.dataType()
                + " "
                + java.util.Arrays.toString(gradient.shape()));
      }
    }

    private void requireOpen() {
      if (!open) {
        throw new IllegalStateException("the pass is closed");
      }
    }

    @Override
    public void close() {
      if (open) {
        open = false;
        turn.unlock();
      }
    }
  }
}
