package reverie.network.onednn;

import org.bytedeco.dnnl.memory;
import reverie.network.Graph;
import reverie.support.FreeMemory;
import reverie.support.UserException;

/**
 * The plan used last and the arena it lies in, and beside it the one used before where they differ
 * in the gradient's rule alone: some works ask for both in each step. The arena is kept when the
 * plan changes, and grows if the next one needs more.
 */
final class PlanRoom implements AutoCloseable {
  private NativeScope arena = new NativeScope();
  private long address;
  private long bytes;
  private Plan plan;
  private Plan before;

  /** The plan for that key, ready to run: the one that is there, or a new one in its place. */
  Plan planFor(Graph graph, Plan.Key key, Arithmetic arithmetic, WeightCache weights) {
    if (plan != null && plan.key.equals(key)) {
      return plan;
    }
    if (before != null && before.key.equals(key)) {
      Plan again = before;
      before = plan;
      plan = again;
      return again;
    }
    closeBefore();
    if (plan != null && plan.key.withRule(key.rule()).equals(key)) {
      before = plan;
      plan = null;
    }
    closePlan();
    Plan next = compiled(graph, key, arithmetic, weights);
    weights.settle();
    try {
      reserve(next.arenaBytes(), key);
      next.bind(address);
    } catch (RuntimeException | Error e) {
      next.close();
      throw e;
    }
    plan = next;
    return next;
  }

  /** The bytes that the plan for that key wants of an arena; none are taken. */
  long arenaBytes(Graph graph, Plan.Key key, Arithmetic arithmetic, WeightCache weights) {
    if (plan != null && plan.key.equals(key)) {
      return plan.arenaBytes();
    }
    try (Plan unbound = compiled(graph, key, arithmetic, weights)) {
      return unbound.arenaBytes();
    } finally {
      weights.settle();
    }
  }

  private static Plan compiled(
      Graph graph, Plan.Key key, Arithmetic arithmetic, WeightCache weights) {
    try {
      return new Plan(graph, key, arithmetic, weights);
    } catch (UserException e) {
      throw e;
    } catch (RuntimeException e) {
      if (arithmetic.type() == memory.data_type.f32) {
        throw e;
      }
      throw new UserException(
          "engine onednn: this processor cannot compute in bf16",
          "Leave --precision out, which means f32.",
          e);
    }
  }

  private void reserve(long wanted, Plan.Key key) {
    if (wanted > bytes) {
      FreeMemory.require(
          wanted - bytes, "an image of " + key.width() + "x" + key.height() + " pixels");
      closeBefore();
      arena.close();
      arena = new NativeScope();
      bytes = 0;
      address = arena.allocate(wanted);
      bytes = wanted;
    }
  }

  private void closeBefore() {
    if (before != null) {
      before.close();
      before = null;
    }
  }

  private void closePlan() {
    if (plan != null) {
      plan.close();
      plan = null;
    }
  }

  @Override
  public void close() {
    closeBefore();
    closePlan();
    arena.close();
    bytes = 0;
  }
}
