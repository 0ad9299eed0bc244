package reverie.recipe;

import java.util.Arrays;
import reverie.tensor.RandomAt;

/**
 * A compositional pattern-producing network (Stanley 2007): a small network from a pixel's place to
 * its colour, whose nodes are of different functions, so that pictures have symmetry and
 * repetition. It grows by mutation alone, as in NEAT without crossover.
 *
 * <p>Nodes stand in the order of their computation: x, y, the distance from the centre, 1, then
 * hidden ones, then one for each colour.
 *
 * @param functions one a node; those of the inputs say nothing
 * @param from the node that each connection begins at, before its end
 * @param to the node that each connection ends at
 * @param weights one a connection
 */
record PatternGenome(Function[] functions, int[] from, int[] to, double[] weights)
    implements Genome {
  private static final int INPUTS = 4;
  private static final int MOST_NODES = 60;
  private static final double WEIGHT_DEVIATION = 0.6;
  private static final double FIRST_WEIGHTS = 1.5;
  private static final double LARGEST_WEIGHT = 8;
  private static final int MOST = 255;

  /** What a node makes of its sum; all in [-1, 1]. */
  enum Function {
    SINE,
    SIGMOID,
    GAUSSIAN,
    LINEAR;

    // StrictMath: the same bytes on every machine. Slopes as in NEAT's code.
    double of(double x) {
      return switch (this) {
        case SINE -> StrictMath.sin(4 * x);
        case SIGMOID -> 2 / (1 + StrictMath.exp(-4.9 * x)) - 1;
        case GAUSSIAN -> 2 * StrictMath.exp(-6.25 * x * x) - 1;
        case LINEAR -> Math.max(-1, Math.min(1, x / 3));
      };
    }

    static Function random(RandomAt random) {
      return values()[random.whole(0, values().length - 1)];
    }
  }

  /** Each colour connected to each input. */
  static PatternGenome random(RandomAt random, int channels) {
    Function[] functions = new Function[INPUTS + channels];
    Arrays.setAll(functions, i -> Function.random(random));
    int[] from = new int[INPUTS * channels];
    int[] to = new int[from.length];
    double[] weights = new double[from.length];
    for (int i = 0; i < from.length; i++) {
      from[i] = i % INPUTS;
      to[i] = INPUTS + i / INPUTS;
      weights[i] = FIRST_WEIGHTS * random.normal();
    }
    return new PatternGenome(functions, from, to, weights);
  }

  @Override
  public Genome mutated(RandomAt random, int generation) {
    PatternGenome child = this;
    if (functions.length < MOST_NODES && random.uniform(0, 1) < 0.15) {
      child = child.withNode(random);
    }
    if (random.uniform(0, 1) < 0.25) {
      child = child.withConnection(random);
    }
    return child.withWeights(random);
  }

  /** A connection is split by a new node. */
  private PatternGenome withNode(RandomAt random) {
    int split = random.whole(0, from.length - 1);
    // Inputs stay first: the new node comes right before the connection's end.
    int place = Math.max(to[split], INPUTS);
    Function[] nodes = new Function[functions.length + 1];
    for (int i = 0; i < nodes.length; i++) {
      nodes[i] = i < place ? functions[i] : i == place ? Function.random(random) : functions[i - 1];
    }
    int[] starts = Arrays.copyOf(from, from.length + 1);
    int[] ends = Arrays.copyOf(to, to.length + 1);
    for (int i = 0; i < from.length; i++) {
      starts[i] += starts[i] >= place ? 1 : 0;
      ends[i] += ends[i] >= place ? 1 : 0;
    }
    double[] all = Arrays.copyOf(weights, weights.length + 1);
    starts[from.length] = place;
    ends[from.length] = ends[split];
    all[from.length] = weights[split];
    ends[split] = place;
    all[split] = 1;
    return new PatternGenome(nodes, starts, ends, all);
  }

  private PatternGenome withConnection(RandomAt random) {
    int end = random.whole(INPUTS, functions.length - 1);
    int start = random.whole(0, end - 1);
    int[] starts = Arrays.copyOf(from, from.length + 1);
    int[] ends = Arrays.copyOf(to, to.length + 1);
    double[] all = Arrays.copyOf(weights, weights.length + 1);
    starts[from.length] = start;
    ends[from.length] = end;
    all[from.length] = random.normal();
    return new PatternGenome(functions, starts, ends, all);
  }

  /** One weight at least, and now and then a function. */
  private PatternGenome withWeights(RandomAt random) {
    double[] changed = weights.clone();
    double rate = 2.0 / weights.length;
    int always = random.whole(0, weights.length - 1);
    for (int i = 0; i < changed.length; i++) {
      if (i == always || random.uniform(0, 1) < rate) {
        double moved = changed[i] + WEIGHT_DEVIATION * random.normal();
        changed[i] = Math.max(-LARGEST_WEIGHT, Math.min(LARGEST_WEIGHT, moved));
      }
    }
    Function[] nodes = functions;
    if (random.uniform(0, 1) < 0.1) {
      nodes = functions.clone();
      nodes[random.whole(INPUTS, nodes.length - 1)] = Function.random(random);
    }
    return new PatternGenome(nodes, from, to, changed);
  }

  @Override
  public void paint(float[] image, int at, int channels, int side) {
    double[] values = new double[functions.length];
    int first = functions.length - channels;
    int[] order = byEnd();
    for (int y = 0; y < side; y++) {
      for (int x = 0; x < side; x++) {
        values[0] = 2.0 * x / (side - 1) - 1;
        values[1] = 2.0 * y / (side - 1) - 1;
        values[2] = Math.sqrt(values[0] * values[0] + values[1] * values[1]);
        values[3] = 1;
        int next = 0;
        for (int node = INPUTS; node < values.length; node++) {
          double sum = 0;
          while (next < order.length && to[order[next]] == node) {
            sum += weights[order[next]] * values[from[order[next]]];
            next++;
          }
          values[node] = functions[node].of(sum);
        }
        for (int c = 0; c < channels; c++) {
          double level = (values[first + c] + 1) / 2 * MOST;
          image[at + (c * side + y) * side + x] = Math.round(level) / (float) MOST;
        }
      }
    }
  }

  /** The connections in the order of their ends. */
  private int[] byEnd() {
    int[] count = new int[functions.length + 1];
    for (int end : to) {
      count[end + 1]++;
    }
    for (int i = 1; i < count.length; i++) {
      count[i] += count[i - 1];
    }
    int[] order = new int[to.length];
    for (int i = 0; i < to.length; i++) {
      order[count[to[i]]++] = i;
    }
    return order;
  }
}
