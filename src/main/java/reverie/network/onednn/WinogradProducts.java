package reverie.network.onednn;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SCRATCHPAD;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_WEIGHTS;
import static reverie.network.onednn.WinogradShape.POINTS;

import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import org.bytedeco.dnnl.IntMemoryMap;
import org.bytedeco.dnnl.global.dnnl.scratchpad_mode;
import org.bytedeco.dnnl.matmul;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.primitive_attr;

/**
 * The products of a {@link WinogradStep}: {@code [36, rows, in] x [36, in, out]}, in parts that
 * each run on the thread that asks for them.
 */
final class WinogradProducts {
  private final WinogradShape shape;
  private final int rows;
  private final int points;
  private final matmul multiply;
  private final memory.desc in;
  private final memory.desc out;
  private final Value transformed;
  private final Value products;
  private final List<Value> scratchpads = new ArrayList<>();
  private final List<Value> weights = new ArrayList<>();
  private final List<IntMemoryMap> arguments = new ArrayList<>();
  private FloatBuffer before;
  private FloatBuffer after;

  /**
   * Products of so many tiles at a time.
   *
   * @param parts a divisor of 36
   */
  WinogradProducts(
      PlanBuilder plan,
      String use,
      WinogradShape shape,
      Supplier<float[]> kernels,
      int rows,
      int parts) {
    this.shape = shape;
    this.rows = rows;
    points = POINTS / parts;
    NativeScope scope = plan.scope;
    int from = shape.channels();
    int to = shape.outputChannels();
    in = scope.own(matrices(points, rows, from, memory.format_tag.abc));
    out = scope.own(matrices(points, rows, to, memory.format_tag.abc));
    memory.desc plain = scope.own(matrices(points, from, to, memory.format_tag.abc));
    memory.desc any = scope.own(matrices(points, from, to, memory.format_tag.any));
    // oneDNN's own scratchpad is the making thread's: parts that run at a time would share it.
    primitive_attr attributes = scope.own(new primitive_attr());
    attributes.set_scratchpad_mode(scratchpad_mode.user);
    matmul.primitive_desc description =
        scope.own(
            OneDnn.madeFor(
                1,
                () -> new matmul.primitive_desc(OneDnn.ENGINE, in, any, out, attributes, false)));
    multiply = scope.own(OneDnn.madeFor(1, () -> new matmul(description)));
    transformed = plan.array(scope.own(matrices(POINTS, rows, from, memory.format_tag.abc)));
    products = plan.array(scope.own(matrices(POINTS, rows, to, memory.format_tag.abc)));
    int size = from * to;
    Supplier<float[]> all = WinogradKernels.once(kernels, from, to);
    for (int part = 0; part < parts; part++) {
      int first = part * points;
      scratchpads.add(plan.array(scope.own(description.scratchpad_desc())));
      weights.add(
          plan.weights(
              use + " winograd " + part + " of " + parts,
              plain,
              scope.own(description.weights_desc()),
              () -> Arrays.copyOfRange(all.get(), first * size, (first + points) * size)));
    }
  }

  private static memory.desc matrices(
      long count, long rows, long columns, memory.format_tag order) {
    return new memory.desc(OneDnn.dims(count, rows, columns), memory.data_type.f32, order);
  }

  /** All that it works on. */
  List<Value> arrays() {
    List<Value> all = new ArrayList<>(weights);
    all.addAll(scratchpads);
    all.add(transformed);
    all.add(products);
    return all;
  }

  void bind(long arena, NativeScope scope) {
    before = WinogradStep.floats(transformed, arena, (long) POINTS * rows * shape.channels());
    after = WinogradStep.floats(products, arena, (long) POINTS * rows * shape.outputChannels());
    long source = transformed.slot.address(arena);
    long target = products.slot.address(arena);
    arguments.clear();
    for (int part = 0; part < weights.size(); part++) {
      IntMemoryMap map = scope.own(new IntMemoryMap());
      map.put(DNNL_ARG_SRC, scope.own(new memory(in, OneDnn.ENGINE, Address.of(source))));
      map.put(DNNL_ARG_WEIGHTS, weights.get(part).bind(arena, scope));
      map.put(DNNL_ARG_DST, scope.own(new memory(out, OneDnn.ENGINE, Address.of(target))));
      map.put(DNNL_ARG_SCRATCHPAD, scratchpads.get(part).bind(arena, scope));
      arguments.add(map);
      source += in.get_size();
      target += out.get_size();
    }
  }

  /** The transformed input, {@code [36, rows, in]}. */
  FloatBuffer before() {
    return before;
  }

  /** What the products make, {@code [36, rows, out]}. */
  FloatBuffer after() {
    return after;
  }

  /** Runs a part of the products. */
  void multiply(int part) {
    multiply.execute(OneDnn.STREAM, arguments.get(part));
    OneDnn.STREAM._wait();
  }
}
