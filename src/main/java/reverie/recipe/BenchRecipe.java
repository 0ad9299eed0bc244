package reverie.recipe;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongFunction;
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
import reverie.network.Tiling;
import reverie.network.engine.Networks;
import reverie.objective.FeatureLoss;
import reverie.objective.Goal;
import reverie.objective.MomentDistanceKind;
import reverie.objective.MomentDistances;
import reverie.objective.Moments;
import reverie.objective.Objectives;
import reverie.objective.StyleLoss;
import reverie.objective.Term;
import reverie.optimize.LossFunction;
import reverie.support.FreeMemory;
import reverie.support.UserException;
import reverie.tensor.DifferentiableMap;
import reverie.tensor.StepMemory;

/**
 * Times one step (forward, loss, gradient of the image) of a {@link Workload}, after a second and
 * two steps that do not count.
 */
public final class BenchRecipe {
  private static final int WARM_UP = 2;

  /** Not timed either: what a machine that has not run yet needs to come up to speed. */
  private static final double WARM_UP_SECONDS = 1;

  private static final long SEED = 1;

  /** Pixels of the first size of a sweep. */
  private static final double SMALLEST = 250_000;

  /** Of the image's size: the image and its gradient. */
  private static final double ARRAYS = 2;

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
   * @param width of the image, in pixels
   * @param height of the image, in pixels
   * @param milliseconds what each step took, shortest first
   * @param tiles in how many tiles the image was looked at; 1: whole
   * @param peakMebibytes the most memory that the process has held so far, MiB; NaN where the
   *     system does not tell
   */
  public record Result(
      int width, int height, List<Double> milliseconds, int tiles, double peakMebibytes) {
    /** The median of the steps' times, in milliseconds. */
    public double medianMs() {
      return milliseconds.get(milliseconds.size() / 2);
    }

    /** Millions of pixels. */
    public double megapixels() {
      return width / 1e6 * height;
    }
  }

  /**
   * Measures.
   *
   * @throws UserException if the image fits in tiles only, and the workload is not measured so
   */
  public Result run(Settings s) {
    Graph graph = s.workload().graph(SEED);
    try (Network network = Networks.compile(graph, s.engine())) {
      return run(s, network);
    }
  }

  /**
   * Measures images of one shape, from a quarter of a megapixel on, each of twice the pixels of the
   * last; the largest is the one of the settings. What does not fit into the memory allowed is
   * looked at in tiles.
   *
   * @param measured told of each size when it is done
   */
  public List<Result> sweep(Settings s, Consumer<Result> measured) {
    Graph graph = s.workload().graph(SEED);
    List<Result> results = new ArrayList<>();
    try (Network network = Networks.compile(graph, s.engine())) {
      for (Size size : sizes(new Size(s.width(), s.height()))) {
        Result result =
            run(
                new Settings(s.workload(), size.width(), size.height(), s.steps(), s.engine()),
                network);
        results.add(result);
        measured.accept(result);
      }
    }
    return results;
  }

  private static List<Size> sizes(Size largest) {
    double pixels = (double) largest.width() * largest.height();
    List<Size> sizes = new ArrayList<>();
    for (double wanted = SMALLEST; wanted < pixels / Math.sqrt(2); wanted *= 2) {
      sizes.add(largest.times(Math.sqrt(wanted / pixels)));
    }
    sizes.add(largest);
    return sizes;
  }

  @SuppressWarnings("try") // the step's memory is opened for what is made in it
  private static Result run(Settings s, Network network) {
    long allowed = s.engine().maxMemory() > 0 ? s.engine().maxMemory() : FreeMemory.bytes() / 4 * 3;
    Optional<Tiling> tiling =
        new Room(network, allowed, new Holdings(0, ARRAYS))
            .tiling(s.workload().layers(), new Size(s.width(), s.height()), s.height(), s.width());
    if (tiling.isPresent() && s.workload() == Workload.STYLE) {
      throw new UserException(
          "workload style is measured whole, and "
              + s.width()
              + "x"
              + s.height()
              + " takes more than "
              + FreeMemory.text(allowed),
          "Measure a smaller image, or workload dream.");
    }
    INDArray image = Nd4j.rand(DataType.FLOAT, 1, 3, s.height(), s.width());
    Goal goal = goal(s.workload(), network, image);
    Canvas canvas = Canvases.ALL.get("pixels").of(s.height(), s.width());
    DifferentiableMap plain = DifferentiableMap.identity();
    LongFunction<LossFunction> loss =
        tiling.isPresent()
            ? new TiledLoss(
                    canvas,
                    Views.none(),
                    new Tiles(network, plain, tiling.get()),
                    goal,
                    SEED,
                    Optional.empty())
                ::at
            : new ImageLoss(canvas, Views.none(), plain, network, goal, SEED)::at;
    double[] times = new double[s.steps()];
    long begun = System.nanoTime();
    for (int i = -WARM_UP; i < s.steps(); i++) {
      long start = System.nanoTime();
      if (i == 0 && start - begun < WARM_UP_SECONDS * 1e9) {
        i--;
      }
      try (StepMemory step = StepMemory.open()) {
        loss.apply(0).at(image);
      }
      if (i >= 0) {
        times[i] = (System.nanoTime() - start) / 1e6;
      }
    }
    StepMemory.release();
    image.close();
    return new Result(
        s.width(),
        s.height(),
        Arrays.stream(times).sorted().boxed().toList(),
        tiling.map(t -> t.tiles().size()).orElse(1),
        PeakMemory.bytes() / (double) (1 << 20));
  }

  private static Goal goal(Workload workload, Network network, INDArray image) {
    List<Term> terms = new ArrayList<>();
    if (workload == Workload.DREAM) {
      return Objectives.meanSquare(Workload.DREAM_LAYER);
    }
    MomentDistanceKind gram = MomentDistances.ALL.get("gram");
    try (ForwardPass other =
        network.forward(Nd4j.rand(image.dataType(), image.shape()), workload.layers())) {
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
