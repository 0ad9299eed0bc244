package reverie.network.onednn;

import static reverie.network.onednn.WinogradShape.POINTS;

import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * A convolution by Winograd's F(4, 3): tiles of the input are transformed, multiplied with the
 * transformed kernels, 36 products of matrices, and transformed back; with a quarter of the direct
 * form's multiplications.
 *
 * <p>Where the kernels are small each thread takes a few tiles through all three, so that they stay
 * in its own cache. Where they are large, they are what should be read once: all threads share the
 * products of a block of tiles, some of the 36 each.
 */
final class WinogradStep extends Step {
  /** Bytes of transformed numbers, before and after the products, that a thread holds. */
  private static final long OWN = 2L << 20;

  /** The same of all threads together, where they share the products. */
  private static final long SHARED = 64L << 20;

  /** The most kernels that each thread reads for itself, in numbers. */
  private static final long FEW = 128 * 256;

  /** Into how many parts the 36 products go where they are shared. */
  private static final int PARTS = 12;

  /** Tiles of a block below which it is not cut in two. */
  private static final int LEAST = 24;

  private final WinogradShape shape;
  private final Value from;
  private final Value to;
  private final float[] bias;
  private final boolean rectified;
  private final boolean added;
  private final boolean shared;
  private final int rows;
  private final List<WinogradProducts> products = new ArrayList<>();

  private FloatBuffer source;
  private FloatBuffer target;
  private Crew crew;

  /**
   * The step.
   *
   * @param use layer and role, for {@link WeightCache}
   * @param kernels {@code [out][in][3][3]}; asked for only if they are not there yet
   * @param bias a number for each channel of the output, or null
   * @param rectified whether a ReLU follows
   * @param added whether it adds to what is in {@code to}
   */
  WinogradStep(
      PlanBuilder plan,
      String use,
      WinogradShape shape,
      Supplier<float[]> kernels,
      Value from,
      Value to,
      float[] bias,
      boolean rectified,
      boolean added) {
    this.shape = shape;
    this.from = from;
    this.to = to;
    this.bias = bias;
    this.rectified = rectified;
    this.added = added;
    crew = Crew.of(OneDnn.threads());
    shared = (long) shape.channels() * shape.outputChannels() > FEW;
    long perTile = 4L * POINTS * (shape.channels() + shape.outputChannels());
    long most = Math.max(1, (shared ? SHARED : OWN) / perTile);
    int blocks = (int) ((shape.tiles() + most - 1) / most);
    if (!shared && shape.tiles() >= 2 * LEAST) {
      // An even number, however many threads there are: of three, one of two threads waits for the
      // last, and other blocks may be other bytes.
      blocks += blocks % 2;
    }
    rows = (shape.tiles() + blocks - 1) / blocks;
    for (int i = 0; i < (shared ? 1 : crew.threads()); i++) {
      products.add(new WinogradProducts(plan, use, shape, kernels, rows, shared ? PARTS : 1));
    }
    uses(from);
    uses(to);
    products.forEach(p -> p.arrays().forEach(this::uses));
  }

  @Override
  void bind(long arena, NativeScope scope) {
    source = floats(from, arena, shape.inputs());
    target = floats(to, arena, shape.outputs());
    products.forEach(p -> p.bind(arena, scope));
  }

  /** An array as Java sees it. */
  static FloatBuffer floats(Value value, long arena, long count) {
    return Address.floats(value.slot.address(arena), count).asBuffer();
  }

  @Override
  void run() {
    OneDnn.STREAM._wait();
    int blocks = (shape.tiles() + rows - 1) / rows;
    if (!shared) {
      crew.run(
          blocks,
          (block, lane) -> {
            WinogradProducts own = products.get(lane);
            int count = count(block);
            transform(own, block, 0, count);
            own.multiply(0);
            finish(own, block, 0, count);
          });
      return;
    }
    WinogradProducts all = products.get(0);
    int ahead = WinogradLane.tiles(shape.channels());
    int after = WinogradLane.tiles(shape.outputChannels());
    for (int i = 0; i < blocks; i++) {
      int block = i;
      int count = count(block);
      crew.run(
          (count + ahead - 1) / ahead,
          (part, lane) -> transform(all, block, part * ahead, Math.min(count, (part + 1) * ahead)));
      crew.run(PARTS, (part, lane) -> all.multiply(part));
      crew.run(
          (count + after - 1) / after,
          (part, lane) -> finish(all, block, part * after, Math.min(count, (part + 1) * after)));
    }
  }

  private int count(int block) {
    return Math.min(rows, shape.tiles() - block * rows);
  }

  private void transform(WinogradProducts p, int block, int row, int end) {
    WinogradLane lane = WinogradLane.own();
    int most = WinogradLane.tiles(shape.channels());
    for (int r = row; r < end; r += most) {
      lane.input(shape, source, block * rows + r, Math.min(most, end - r), p.before(), r, rows);
    }
  }

  private void finish(WinogradProducts p, int block, int row, int end) {
    WinogradLane lane = WinogradLane.own();
    int most = WinogradLane.tiles(shape.outputChannels());
    for (int r = row; r < end; r += most) {
      int first = block * rows + r;
      int count = Math.min(most, end - r);
      lane.output(shape, p.after(), r, rows, target, first, count, bias, rectified, added);
    }
  }
}
