package reverie.recipe;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import reverie.canvas.Canvas;
import reverie.canvas.Canvases;
import reverie.canvas.Views;
import reverie.network.EngineOptions;
import reverie.network.ForwardPass;
import reverie.network.Graph;
import reverie.network.Network;
import reverie.network.engine.Networks;
import reverie.objective.FeatureLoss;
import reverie.objective.Goal;
import reverie.objective.MomentDistanceKind;
import reverie.objective.MomentDistances;
import reverie.objective.Moments;
import reverie.objective.Objectives;
import reverie.objective.StyleLoss;
import reverie.objective.Term;
import reverie.tensor.DifferentiableMap;
import reverie.tensor.StepMemory;

/**
 * Times one step (forward, loss, gradient of the image) of a {@link Workload}, after two that do
 * not count.
 */
public final class BenchRecipe {
  private static final int WARM_UP = 2;
  private static final long SEED = 1;

  /**
   * What to measure.
   *
   * @param workload which network and loss
   * @param width of the image, in pixels
   * @param height of the image, in pixels
   * @param steps how many are timed, at least 1
   * @param engine threads, precision
   */
  public record Settings(
      Workload workload, int width, int height, int steps, EngineOptions engine) {}

  /**
   * What was measured.
   *
   * @param milliseconds what each step took, shortest first
   */
  public record Result(List<Double> milliseconds) {
    /** The median of the steps' times, in milliseconds. */
    public double medianMs() {
      return milliseconds.get(milliseconds.size() / 2);
    }
  }

  /** Measures. */
  @SuppressWarnings("try") // the step's memory is opened for what is made in it
  public Result run(Settings s) {
    Graph graph = s.workload().graph(SEED);
    try (Network network = Networks.compile(graph, s.engine())) {
      INDArray image = Nd4j.rand(DataType.FLOAT, 1, 3, s.height(), s.width());
      Goal goal = goal(s.workload(), network, image);
      Canvas canvas = Canvases.ALL.get("pixels").of(s.height(), s.width());
      ImageLoss loss =
          new ImageLoss(canvas, Views.none(), DifferentiableMap.identity(), network, goal, SEED);
      double[] times = new double[s.steps()];
      for (int i = -WARM_UP; i < s.steps(); i++) {
        long start = System.nanoTime();
        try (StepMemory step = StepMemory.open()) {
          loss.at(0).at(image);
        }
        if (i >= 0) {
          times[i] = (System.nanoTime() - start) / 1e6;
        }
      }
      return new Result(Arrays.stream(times).sorted().boxed().toList());
    }
  }

  private static Goal goal(Workload workload, Network network, INDArray image) {
    List<Term> terms = new ArrayList<>();
    if (workload == Workload.DREAM) {
      return Objectives.meanSquare(Workload.DREAM_LAYER);
    }
    MomentDistanceKind gram = MomentDistances.ALL.get("gram");
    Set<String> layers = new HashSet<>(Workload.GRAM_LAYERS);
    layers.add(Workload.CONTENT_LAYER);
    try (ForwardPass other = network.forward(Nd4j.rand(image.dataType(), image.shape()), layers)) {
      for (String layer : Workload.GRAM_LAYERS) {
        Moments style = Moments.of(other.activations().of(layer));
        terms.add(new Term(layer, 1, new StyleLoss(layer, gram.to(style))));
      }
      INDArray content = other.activations().of(Workload.CONTENT_LAYER).dup();
      terms.add(new Term("content", 1, new FeatureLoss(Workload.CONTENT_LAYER, content)));
    }
    return new Goal(terms);
  }
}
