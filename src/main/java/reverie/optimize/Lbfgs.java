package reverie.optimize;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;
import reverie.tensor.StepMemory;
import reverie.tensor.Sums;

/**
 * L-BFGS (Liu and Nocedal 1989) with a line search for the strong Wolfe conditions. A step
 * evaluates the loss once or a few times; never leaves it higher than it was.
 *
 * <p>Where a step's function is the same object as the last step's, and nobody changed the
 * parameters in between, the loss found at the end of the last step is used again. Its state is
 * pairs "s0", "y0" (oldest) and up: the changes of the parameters and of the gradient in the last
 * steps. Both ends of a pair are of one function, so that random views do not spoil them; they do
 * make it slow.
 */
public final class Lbfgs implements Optimizer {
  private static final int EVALUATIONS = 12;

  /** Pairs with less curvature than this tell float32 noise. */
  private static final double LEAST_CURVATURE = 1e-10;

  /** The changes of parameters and gradient in one step. */
  private record Pair(INDArray s, INDArray y, double product) {}

  /** Where the last step ended. */
  private record End(LossFunction function, INDArray parameters, Loss loss) {}

  private final int history;
  private final double rate;
  private final Deque<Pair> pairs = new ArrayDeque<>();
  private long steps;
  private End end;

  /**
   * L-BFGS.
   *
   * @param history how many steps to remember, at least 1, each two vectors of the parameters'
   *     size; 10 is enough for pictures
   * @param rate the first length tried, in units of the quasi-Newton step: 1
   */
  public Lbfgs(int history, double rate) {
    if (history < 1 || !(rate > 0) || Double.isInfinite(rate)) {
      throw new IllegalArgumentException(
          "a history of at least 1 and a rate above 0, got " + history + " and " + rate);
    }
    this.history = history;
    this.rate = rate;
  }

  @Override
  public Loss step(INDArray parameters, LossFunction function) {
    Loss here = isAtEnd(parameters, function) ? end.loss() : null;
    if (here == null) {
      here = evaluate(function, parameters, parameters.ulike()).orFail();
    }
    INDArray start = parameters.dup('c');
    INDArray direction = direction(here.gradient());
    double slope = dot(here.gradient(), direction);
    if (slope >= 0) {
      // Memory of another landscape: forget it, and go straight down.
      pairs.clear();
      direction = direction(here.gradient());
      slope = dot(here.gradient(), direction);
    }
    if (slope < 0) {
      walk(parameters, function, here, start, direction, slope);
    }
    steps++;
    return here;
  }

  private void walk(
      INDArray parameters,
      LossFunction function,
      Loss here,
      INDArray start,
      INDArray direction,
      double slope) {
    // Without memory the gradient says where, not how far: a sum of changes of 1 (as PyTorch).
    double first =
        pairs.isEmpty() ? rate * Math.min(1, 1 / Sums.ofAbsolutes(here.gradient())) : rate;
    INDArray gradient = parameters.ulike();
    Loss[] last = new Loss[1];
    double[] lastT = new double[1];
    WolfeSearch.Line line =
        t -> {
          lastT[0] = t;
          move(parameters, start, direction, t);
          last[0] = evaluate(function, parameters, gradient);
          return last[0].isFinite()
              ? new WolfeSearch.Point(t, last[0].value(), dot(gradient, direction))
              : new WolfeSearch.Point(t, Double.POSITIVE_INFINITY, Double.NaN);
        };
    WolfeSearch.Point found =
        WolfeSearch.search(line, new WolfeSearch.Point(0, here.value(), slope), first, EVALUATIONS);
    if (found.t() == 0) {
      parameters.assign(start);
      pairs.clear();
      return;
    }
    if (found.t() != lastT[0]) {
      line.at(found.t());
    }
    remember(parameters.sub(start), gradient.sub(here.gradient()));
    keepEnd(parameters, function, last[0]);
  }

  /** {@code -H g} by the two loops of algorithm 7.4 of Nocedal and Wright. */
  private INDArray direction(INDArray gradient) {
    INDArray d = gradient.neg();
    if (pairs.isEmpty()) {
      return d;
    }
    double[] weights = new double[pairs.size()];
    int i = pairs.size();
    for (Iterator<Pair> newestFirst = pairs.descendingIterator(); newestFirst.hasNext(); ) {
      Pair pair = newestFirst.next();
      weights[--i] = dot(pair.s(), d) / pair.product();
      addScaled(d, pair.y(), -weights[i]);
    }
    Pair newest = pairs.getLast();
    d.muli(newest.product() / Sums.ofSquares(newest.y()));
    for (Pair pair : pairs) {
      double correction = dot(pair.y(), d) / pair.product();
      addScaled(d, pair.s(), weights[i++] - correction);
    }
    return d;
  }

  private void remember(INDArray s, INDArray y) {
    double product = dot(s, y);
    if (product <= LEAST_CURVATURE * Sums.ofSquares(y)) {
      return;
    }
    if (pairs.size() == history) {
      Pair oldest = pairs.removeFirst();
      pairs.addLast(new Pair(oldest.s().assign(s), oldest.y().assign(y), product));
    } else {
      pairs.addLast(new Pair(kept(s), kept(y), product));
    }
  }

  private boolean isAtEnd(INDArray parameters, LossFunction function) {
    if (end == null || end.function() != function) {
      return false;
    }
    return StepMemory.inner(() -> Sums.ofAbsolutes(end.parameters().sub(parameters)) == 0);
  }

  private void keepEnd(INDArray parameters, LossFunction function, Loss loss) {
    INDArray at = end == null ? kept(parameters) : end.parameters().assign(parameters);
    INDArray gradient =
        end == null ? kept(loss.gradient()) : end.loss().gradient().assign(loss.gradient());
    end = new End(function, at, new Loss(loss.value(), loss.terms(), gradient));
  }

  /** The loss at parameters, its gradient copied into an array that outlives the evaluation. */
  private static Loss evaluate(LossFunction function, INDArray parameters, INDArray gradient) {
    return StepMemory.inner(
        () -> {
          Loss loss = function.at(parameters);
          gradient.assign(loss.gradient());
          return new Loss(loss.value(), loss.terms(), gradient);
        });
  }

  /** A copy that outlives the step. */
  private static INDArray kept(INDArray x) {
    return StepMemory.keep(() -> x.dup('c'));
  }

  private static void move(INDArray parameters, INDArray start, INDArray direction, double t) {
    parameters.assign(start);
    addScaled(parameters, direction, t);
  }

  private static void addScaled(INDArray target, INDArray x, double factor) {
    StepMemory.inner(() -> target.addi(x.mul(factor)));
  }

  private static double dot(INDArray x, INDArray y) {
    return StepMemory.inner(() -> Sums.dot(x, y));
  }

  @Override
  public OptimizerState snapshot() {
    Map<String, INDArray> arrays = new LinkedHashMap<>();
    int i = 0;
    for (Pair pair : pairs) {
      arrays.put("s" + i, pair.s());
      arrays.put("y" + i, pair.y());
      i++;
    }
    return new OptimizerState(steps, arrays).copy();
  }

  @Override
  public void restore(OptimizerState state) {
    OptimizerState copy = state.copy();
    pairs.clear();
    end = null;
    steps = copy.steps();
    for (int i = 0; i < copy.arrays().size() / 2; i++) {
      INDArray s = copy.array("s" + i);
      INDArray y = copy.array("y" + i);
      pairs.addLast(new Pair(s, y, dot(s, y)));
    }
  }
}
