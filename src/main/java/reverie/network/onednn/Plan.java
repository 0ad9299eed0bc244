package reverie.network.onednn;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.bytedeco.dnnl.memory;
import org.bytedeco.javacpp.Pointer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import reverie.network.FeatureShape;
import reverie.network.GradientRule;
import reverie.network.Graph;
import reverie.network.Input;
import reverie.network.Node;

/**
 * A graph cut at its deepest tap, compiled for one image size: forward steps, then backward steps,
 * with every buffer placed. Runs without allocating. One run at a time.
 */
final class Plan implements AutoCloseable {
  /** What a plan is for: one plan serves all images of this size, these taps and this rule. */
  record Key(long batch, int height, int width, Set<String> taps, GradientRule rule) {
    Key withRule(GradientRule other) {
      return new Key(batch, height, width, taps, other);
    }
  }

  final Key key;
  private final NativeScope scope = new NativeScope();
  private final List<Step> forward;
  private final List<Step> backward;
  private final Value imageIn;
  private final Value imageOut;
  private final Map<String, Value> tapped = new LinkedHashMap<>();
  private final Map<String, Value> tapGradients = new HashMap<>();
  private final Map<String, FeatureShape> shapes;
  private final long arenaBytes;
  private final List<Step> steps;

  Plan(Graph graph, Key key, Arithmetic arithmetic, WeightCache weights) {
    this.key = key;
    List<Node> nodes = graph.needed(key.taps());
    shapes = graph.shapes(nodes, key.height(), key.width());
    PlanBuilder plan = new PlanBuilder(scope, key.batch(), arithmetic, key.rule(), shapes, weights);
    Node input = nodes.get(0);
    imageIn = outside(shapes.get(input.name()), memory.format_tag.nchw);
    imageOut = outside(shapes.get(input.name()), memory.format_tag.nchw);
    plan.copy("image", imageIn, plan.output(input));
    for (Node node : nodes) {
      if (!(node.operation() instanceof Input)) {
        forward(plan, node);
      }
      if (key.taps().contains(node.name())) {
        tapped.put(node.name(), asFloat(plan, node, arithmetic.type()));
      }
    }
    int turn = plan.steps().size();
    for (int i = nodes.size() - 1; i >= 0; i--) {
      Node node = nodes.get(i);
      if (key.taps().contains(node.name())) {
        addTapGradient(plan, node);
      }
      if (!(node.operation() instanceof Input)) {
        backward(plan, node);
      }
    }
    plan.copy("image gradient", plan.gradient(input), imageOut);
    steps = plan.steps();
    forward = new ArrayList<>(steps.subList(0, turn));
    backward = new ArrayList<>(steps.subList(turn, steps.size()));
    for (int i = 0; i < steps.size(); i++) {
      steps.get(i).touch(i);
    }
    // A tap is read between the forward and the backward steps.
    tapped.values().forEach(v -> v.slot.touch(turn));
    arenaBytes = ArenaLayout.place(plan.slots());
  }

  /** Bytes of the arena that {@link #bind} wants. */
  long arenaBytes() {
    return arenaBytes;
  }

  /** Puts the plan into an arena, which it does not own. */
  void bind(long arena) {
    steps.forEach(step -> step.bind(arena, scope));
    tapped.values().forEach(v -> v.bind(arena, scope));
  }

  private static <O extends reverie.network.Operation> void forward(PlanBuilder plan, Node node) {
    @SuppressWarnings("unchecked")
    O operation = (O) node.operation();
    Kernels.of(operation).forward(plan, node, operation);
  }

  private static <O extends reverie.network.Operation> void backward(PlanBuilder plan, Node node) {
    @SuppressWarnings("unchecked")
    O operation = (O) node.operation();
    Kernels.of(operation).backward(plan, node, operation);
  }

  /**
   * The tap in float32, channels last: the output itself, or a copy where the engine runs in
   * another precision.
   */
  private Value asFloat(PlanBuilder plan, Node node, memory.data_type type) {
    if (type == memory.data_type.f32) {
      return plan.output(node);
    }
    memory.desc layout =
        scope.own(OneDnn.channelsLast(key.batch(), shapes.get(node.name()), memory.data_type.f32));
    Value copy = plan.array(layout);
    plan.copy("tap", plan.output(node), copy);
    return copy;
  }

  /** Adds the gradient given at a tap to what has come from deeper layers. */
  private void addTapGradient(PlanBuilder plan, Node node) {
    Value given = outside(shapes.get(node.name()), memory.format_tag.nhwc);
    tapGradients.put(node.name(), given);
    boolean first = !plan.hasGradient(node.name());
    plan.contributeCopy(node.name(), given);
    Step step = plan.steps().get(plan.steps().size() - 1);
    step.onlyWith = node.name();
    step.otherwiseZero = first ? plan.gradient(node) : null;
  }

  private Value outside(FeatureShape s, memory.format_tag order) {
    memory.desc layout =
        new memory.desc(
            OneDnn.dims(key.batch(), s.channels(), s.height(), s.width()),
            memory.data_type.f32,
            order);
    return new Value(scope.own(layout), new Slot(layout.get_size(), 0));
  }

  /** Runs forward on an image {@code [n, c, h, w]} that lies row by row at its address. */
  void forward(long image) {
    imageIn.at(image);
    forward.forEach(Step::run);
    OneDnn.STREAM._wait();
  }

  /** A tap's activation {@code [n, h, w, c]}, in the arena. */
  INDArray tap(String layer) {
    FeatureShape s = shapes.get(layer);
    long length = key.batch() * s.size();
    return Nd4j.create(
        Nd4j.createBuffer(
            Address.floats(tapped.get(layer).address(), length), length, DataType.FLOAT),
        new long[] {key.batch(), s.height(), s.width(), s.channels()},
        new long[] {s.size(), (long) s.width() * s.channels(), s.channels(), 1},
        0,
        'c');
  }

  FeatureShape shape(String layer) {
    return shapes.get(layer);
  }

  /**
   * Runs backward from gradients at some taps, each {@code [n, h, w, c]} row by row, to {@code [n,
   * c, h, w]}.
   */
  void backward(Map<String, Long> gradients, long imageGradient) {
    gradients.forEach((layer, address) -> tapGradients.get(layer).at(address));
    imageOut.at(imageGradient);
    for (Step step : backward) {
      if (step.onlyWith == null || gradients.containsKey(step.onlyWith)) {
        step.run();
      } else if (step.otherwiseZero != null) {
        OneDnn.STREAM._wait();
        Pointer.memset(
            Address.of(step.otherwiseZero.address()), 0, step.otherwiseZero.layout.get_size());
      }
    }
    OneDnn.STREAM._wait();
  }

  @Override
  public void close() {
    scope.close();
  }
}
