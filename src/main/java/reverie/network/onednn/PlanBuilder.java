package reverie.network.onednn;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_FROM;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC_0;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC_1;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_TO;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.bytedeco.dnnl.binary;
import org.bytedeco.dnnl.global.dnnl.algorithm;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.post_ops;
import org.bytedeco.dnnl.primitive;
import org.bytedeco.dnnl.primitive_attr;
import org.bytedeco.dnnl.reorder;
import reverie.network.FeatureShape;
import reverie.network.GradientRule;
import reverie.network.Node;

/** Collects the steps of a plan: kernels ask it for the arrays of their node and add primitives. */
final class PlanBuilder {
  final NativeScope scope;
  final long batch;
  final memory.data_type type;

  /** Whether convolutions that suit it go by Winograd's algorithm. */
  final boolean winograd;

  /** What rectifiers let back. */
  final GradientRule rule;

  private final Map<String, FeatureShape> shapes;
  private final WeightCache weights;
  private final Map<String, Value> outputs = new HashMap<>();
  private final Map<String, Value> gradients = new HashMap<>();
  private final Map<String, Object> kept = new HashMap<>();
  private final List<Step> steps = new ArrayList<>();
  private final Set<Slot> slots = new LinkedHashSet<>();

  PlanBuilder(
      NativeScope scope,
      long batch,
      Arithmetic arithmetic,
      GradientRule rule,
      Map<String, FeatureShape> shapes,
      WeightCache weights) {
    this.scope = scope;
    this.batch = batch;
    this.type = arithmetic.type();
    this.winograd = arithmetic.winograd();
    this.rule = rule;
    this.shapes = shapes;
    this.weights = weights;
  }

  // ---- arrays

  FeatureShape shape(String layer) {
    return shapes.get(layer);
  }

  /** A new array of that layout in the arena. */
  Value array(memory.desc layout) {
    Slot slot = new Slot(layout.get_size());
    slots.add(slot);
    return new Value(layout, slot);
  }

  /** The channels-last layout of a layer's output. */
  memory.desc layout(String layer) {
    return scope.own(OneDnn.channelsLast(batch, shape(layer), type));
  }

  /** A layer's output; made when first asked for, by its kernel. */
  Value output(Node node) {
    return outputs.computeIfAbsent(node.name(), name -> array(layout(name)));
  }

  /** What a node reads. */
  Value input(Node node, int index) {
    return outputs.get(node.inputs().get(index));
  }

  /** Whether any gradient has arrived at this layer. */
  boolean hasGradient(String layer) {
    return gradients.containsKey(layer);
  }

  /** d loss / d output of a node, complete when its backward kernel runs. */
  Value gradient(Node node) {
    return gradients.get(node.name());
  }

  /** Weights in the layout wanted; see {@link WeightCache}. */
  Value weights(String use, memory.desc plain, memory.desc wanted, Supplier<float[]> values) {
    return weights.get(use, plain, wanted, values);
  }

  /** A vector of weights, float32. */
  Value vector(String use, memory.desc layout, float[] values) {
    return weights.get(use, layout, layout, () -> values);
  }

  /**
   * Keeps something of a node's forward side for its backward side, such as a primitive descriptor.
   */
  void keep(Node node, String what, Object value) {
    kept.put(node.name() + "/" + what, value);
  }

  /** What {@link #keep} kept. */
  <T> T kept(Node node, String what, Class<T> type) {
    return type.cast(kept.get(node.name() + "/" + what));
  }

  // ---- steps

  /** Adds a step that runs a primitive. */
  PrimitiveStep step(String label, primitive made) {
    PrimitiveStep step = new PrimitiveStep(label, scope.own(made));
    steps.add(step);
    return step;
  }

  /** Adds a step. */
  void add(Step step) {
    steps.add(step);
  }

  /** Adds a copy between layouts. */
  Step copy(String label, Value from, Value to) {
    return copy(label, from, to, scope.own(new primitive_attr()));
  }

  private Step copy(String label, Value from, Value to, primitive_attr attributes) {
    reorder.primitive_desc description =
        scope.own(
            new reorder.primitive_desc(
                OneDnn.ENGINE, from.layout, OneDnn.ENGINE, to.layout, attributes, false));
    return step(label, new reorder(description)).with(DNNL_ARG_FROM, from).with(DNNL_ARG_TO, to);
  }

  /** Adds {@code to += from} for two arrays of one layout. */
  Step accumulate(String label, Value from, Value to) {
    binary.primitive_desc description =
        scope.own(
            new binary.primitive_desc(
                OneDnn.ENGINE, algorithm.binary_add, to.layout, from.layout, to.layout));
    return step(label, new binary(description))
        .with(DNNL_ARG_SRC_0, to)
        .with(DNNL_ARG_SRC_1, from)
        .with(DNNL_ARG_DST, to);
  }

  /** Attributes that add to what the destination holds. */
  primitive_attr summing(boolean sum) {
    primitive_attr attributes = scope.own(new primitive_attr());
    if (sum) {
      post_ops ops = scope.own(new post_ops());
      ops.append_sum(1f, 0, memory.data_type.undef);
      attributes.set_post_ops(ops);
    }
    return attributes;
  }

  // ---- gradients

  /** Writes a contribution to a gradient into {@code target}, or adds it there. */
  interface Contribution {
    void into(Value target, boolean add);
  }

  /** A layer's gradient gets a contribution from a primitive that can add to its destination. */
  void contribute(String layer, Contribution contribution) {
    Value gradient = gradients.get(layer);
    if (gradient == null) {
      gradients.put(layer, array(layout(layer)));
      contribution.into(gradients.get(layer), false);
    } else {
      contribution.into(gradient, true);
    }
  }

  /** A layer's gradient gets a contribution from a primitive that can only write. */
  void contributeWritten(String layer, java.util.function.Consumer<Value> contribution) {
    contribute(
        layer,
        (target, add) -> {
          if (!add) {
            contribution.accept(target);
            return;
          }
          Value part = array(target.layout);
          contribution.accept(part);
          accumulate("add", part, target);
        });
  }

  /** A layer's gradient gets a copy of {@code from}, which may be a view with gaps. */
  void contributeCopy(String layer, Value from) {
    contribute(layer, (target, add) -> copy("copy gradient", from, target, summing(add)));
  }

  // ---- the end

  List<Step> steps() {
    return steps;
  }

  /** The slots that some step uses. */
  List<Slot> slots() {
    return slots.stream().filter(Slot::used).toList();
  }
}
