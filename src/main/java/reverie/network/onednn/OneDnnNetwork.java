package reverie.network.onednn;

import java.lang.ref.Reference;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import reverie.network.Activations;
import reverie.network.EngineOptions;
import reverie.network.FeatureShape;
import reverie.network.ForwardPass;
import reverie.network.GradientRule;
import reverie.network.Graph;
import reverie.network.Network;
import reverie.tensor.Dense;

/**
 * A graph on oneDNN. Between passes it keeps the plan used last and its arena, which grows to the
 * largest plan; a pass that begins while another is open gets a plan and an arena of its own.
 */
final class OneDnnNetwork implements Network {
  private final Graph graph;
  private final EngineOptions options;
  private final WeightCache weights = new WeightCache();
  private PlanRoom idle;
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
  public ForwardPass forward(INDArray image, Set<String> taps, GradientRule rule) {
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
    OneDnn.useThreads(options.threads());
    Plan.Key key =
        new Plan.Key(
            image.size(0), (int) image.size(2), (int) image.size(3), Set.copyOf(taps), rule);
    PlanRoom room = take();
    try {
      Plan plan = room.planFor(graph, key, Arithmetic.of(options), weights);
      INDArray plain = plain(image);
      try {
        plan.forward(plain.data().address());
      } finally {
        Reference.reachabilityFence(plain);
      }
      return new Pass(room, plan);
    } catch (RuntimeException | Error e) {
      giveBack(room);
      throw e;
    }
  }

  @Override
  public void reserve(int batch, int height, int width, Set<String> taps) {
    OneDnn.useThreads(options.threads());
    PlanRoom room = take();
    try {
      room.planFor(
          graph,
          new Plan.Key(batch, height, width, Set.copyOf(taps), GradientRule.NATURAL),
          Arithmetic.of(options),
          weights);
    } finally {
      giveBack(room);
    }
  }

  @Override
  public long passBytes(int batch, int height, int width, Set<String> taps) {
    OneDnn.useThreads(options.threads());
    PlanRoom room = take();
    try {
      return room.arenaBytes(
          graph,
          new Plan.Key(batch, height, width, Set.copyOf(taps), GradientRule.NATURAL),
          Arithmetic.of(options),
          weights);
    } finally {
      giveBack(room);
    }
  }

  private synchronized PlanRoom take() {
    if (closed) {
      throw new IllegalStateException("the network is closed");
    }
    PlanRoom room = idle == null ? new PlanRoom() : idle;
    idle = null;
    return room;
  }

  private synchronized void giveBack(PlanRoom room) {
    if (idle == null && !closed) {
      idle = room;
    } else {
      room.close();
    }
  }

  /** The array itself if it lies row by row, else a copy that does. */
  private static INDArray plain(INDArray array) {
    return array.offset() == 0 && Dense.isDense(array) ? array : array.dup('c');
  }

  @Override
  public synchronized void close() {
    closed = true;
    if (idle != null) {
      idle.close();
      idle = null;
    }
    weights.close();
  }

  private final class Pass implements ForwardPass {
    private final PlanRoom room;
    private final Plan running;
    private boolean open = true;

    Pass(PlanRoom room, Plan running) {
      this.room = room;
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
            plain.put(layer, plain(gradient));
          });
      plain.forEach((layer, gradient) -> addresses.put(layer, gradient.data().address()));
      INDArray result =
          Nd4j.createUninitialized(
              DataType.FLOAT,
              running.key.batch(),
              graph.inputChannels(),
              running.key.height(),
              running.key.width());
      try {
        running.backward(addresses, result.data().address());
      } finally {
        // Copies must outlive the native run.
        Reference.reachabilityFence(plain);
      }
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
        giveBack(room);
      }
    }
  }
}
