package reverie.recipe;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;
import reverie.canvas.Canvas;
import reverie.canvas.Canvases;
import reverie.canvas.View;
import reverie.canvas.Views;
import reverie.image.Picture;
import reverie.network.Activations;
import reverie.network.ForwardPass;
import reverie.objective.Alignment;
import reverie.objective.Diversity;
import reverie.objective.Each;
import reverie.objective.Goal;
import reverie.objective.Objective;
import reverie.objective.Term;
import reverie.optimize.Loss;
import reverie.optimize.Phase;
import reverie.optimize.StepLoop;
import reverie.support.UserException;
import reverie.tensor.PictureTensors;

/**
 * What a neuron, a channel, a layer or a class looks for: the picture that excites it most, found
 * by gradient ascent (Erhan et al. 2009; Olah, Mordvintsev and Schubert, "Feature Visualization",
 * Distill 2017).
 */
public final class VisualizeRecipe {
  private final VisualizeSettings settings;
  private final RunContext context;

  /** A recipe for that session's network. */
  public VisualizeRecipe(VisualizeSettings settings, RunContext context) {
    this.settings = settings;
    this.context = context;
  }

  /**
   * What is to be excited.
   *
   * @param name what it is called; the noise that its picture begins with hangs on it
   * @param goal what is to grow
   */
  public record Subject(String name, Goal goal) {}

  /**
   * One picture for each subject, all in one batch; the network sees them side by side, but each is
   * painted as it would be alone.
   *
   * @throws UserException if the picture is too small for a layer, or of a size that the network
   *     does not take
   */
  public List<Visualized> each(List<Subject> subjects) {
    List<Goal> goals = subjects.stream().map(Subject::goal).toList();
    return paint(subjects, Goal.of("objective", new Each(goals)));
  }

  /**
   * Several pictures of one subject that differ from each other.
   *
   * @param layer where they are to differ
   * @param count how many, at least 2
   */
  public List<Visualized> diverse(Subject subject, String layer, int count) {
    List<Subject> all = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      all.add(new Subject(subject.name() + " " + (i + 1), subject.goal()));
    }
    return paint(all, joint(all, "diversity", settings.diversity(), new Diversity(layer)));
  }

  /**
   * Pictures on the way from one subject to another, which look alike from one to the next.
   *
   * @param layer where they are to be alike
   * @param count how many, the two ends among them, at least 2
   */
  public List<Visualized> between(Subject from, Subject to, String layer, int count) {
    List<Subject> all = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      double share = i / (count - 1.0);
      Goal goal = scaled(from.goal(), 1 - share).plus(scaled(to.goal(), share));
      // One name, one noise: they begin alike.
      all.add(new Subject(from.name() + " to " + to.name(), goal));
    }
    return paint(all, joint(all, "alignment", settings.alignment(), new Alignment(layer)));
  }

  private static Goal joint(List<Subject> all, String text, double weight, Objective together) {
    Goal goal = Goal.of("objective", new Each(all.stream().map(Subject::goal).toList()));
    return weight == 0 ? goal : goal.plus(new Goal(List.of(new Term(text, weight, together))));
  }

  private static Goal scaled(Goal goal, double factor) {
    return new Goal(
        goal.terms().stream()
            .map(t -> new Term(t.text(), factor * t.weight(), t.objective()))
            .toList());
  }

  private List<Visualized> paint(List<Subject> subjects, Goal goal) {
    int side = settings.size();
    Canvas canvas = settings.method().canvas().of(side, side);
    INDArray parameters = start(canvas, subjects);
    double[] before = values(canvas, parameters, subjects);
    boolean padded = fits(goal, side + 2 * VisualizeMethods.FRAME);
    int steps = settings.stepsTaken();
    StepLoop loop = new StepLoop(List.of(steps), context.listener(), context.cancelled());
    INDArray[] slope = new INDArray[1];
    int[] done = new int[1];
    Phase phase =
        new Phase(
            side,
            side,
            position -> {
              View view =
                  settings.looks()
                      ? settings.method().looks().at(position.progress(), side, padded)
                      : Views.none();
              ImageLoss own = loss(canvas, view, goal);
              // Lucid: in the first 16 steps. What goes dark later is stuck just as well.
              ImageLoss loss = position.progress() <= 0.5 ? own.reviving() : own;
              return moved -> {
                Loss at = loss.at(position.total()).at(moved);
                slope[0] = at.gradient();
                return at;
              };
            },
            moved -> {
              if (settings.method().regularised()) {
                settings.regularisation().apply(moved, slope[0], ++done[0]);
              }
              canvas.constrain(moved);
            },
            moved -> canvas.paint(moved).value());
    loop.run(phase, parameters, settings.method().optimizer().apply(settings.rateTaken()));
    Canvas saved = Canvases.eightBit(canvas);
    double[] after = values(saved, parameters, subjects);
    INDArray images = saved.paint(parameters).value();
    List<Visualized> results = new ArrayList<>();
    for (int i = 0; i < subjects.size(); i++) {
      Picture picture = Picture.of(side, side, PictureTensors.rgb(one(images, i)));
      results.add(
          new Visualized(
              subjects.get(i).name(),
              picture,
              after[i],
              before[i],
              loop.position().total() == steps));
    }
    parameters.close();
    return results;
  }

  private ImageLoss loss(Canvas canvas, View view, Goal goal) {
    Session session = context.session();
    return new ImageLoss(
        canvas,
        view,
        session.model().preprocessing().map(),
        session.network(),
        goal,
        settings.seed());
  }

  /** Whether the layers of a goal take square pictures of that side. */
  private boolean fits(Goal goal, int side) {
    var graph = context.session().graph();
    try {
      graph.shapes(graph.needed(goal.layers()), side, side);
      return true;
    } catch (UserException e) {
      return false;
    }
  }

  private INDArray start(Canvas canvas, List<Subject> subjects) {
    INDArray[] parts = new INDArray[subjects.size()];
    for (int i = 0; i < parts.length; i++) {
      // Each has noise of its own, whoever it shares a batch with.
      long seed = settings.seed() * 1_000_003 + subjects.get(i).name().hashCode();
      parts[i] =
          settings
              .start()
              .map(p -> canvas.parametersFor(image(p)))
              .orElseGet(() -> canvas.noise(1, seed));
    }
    return parts.length == 1 ? parts[0] : Nd4j.concat(0, parts);
  }

  private INDArray image(Picture picture) {
    return PictureTensors.of(Classifier.fitted(picture, settings.size()));
  }

  /** What each subject makes of its picture as it is. */
  private double[] values(Canvas canvas, INDArray parameters, List<Subject> subjects) {
    INDArray images = canvas.paint(parameters).value();
    double[] values = new double[subjects.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = value(one(images, i), subjects.get(i).goal());
    }
    return values;
  }

  /**
   * What a goal makes of a picture, as it is: the sum that was to grow.
   *
   * @param picture of a size that the network takes
   */
  public double value(Picture picture, Goal goal) {
    return value(PictureTensors.of(picture), goal);
  }

  /** How alike pictures of one size are at a layer, by {@link Diversity}. */
  double likeness(List<Picture> pictures, String layer) {
    INDArray images =
        Nd4j.concat(0, pictures.stream().map(PictureTensors::of).toArray(INDArray[]::new));
    return -value(images, Goal.of("likeness", new Diversity(layer)));
  }

  private double value(INDArray image, Goal goal) {
    Map<String, INDArray> seen = new HashMap<>();
    if (goal.readsImage()) {
      seen.put(Objective.IMAGE, image);
    }
    Set<String> layers = goal.layers();
    if (layers.isEmpty()) {
      return 0 - goal.evaluate(new Activations(seen)).loss();
    }
    Session session = context.session();
    INDArray input = session.model().preprocessing().map().trace(image).value();
    try (ForwardPass pass = session.network().forward(input, layers)) {
      seen.putAll(pass.activations().byLayer());
      return 0 - goal.evaluate(new Activations(seen)).loss();
    }
  }

  private static INDArray one(INDArray images, int index) {
    return images
        .get(
            NDArrayIndex.interval(index, index + 1L),
            NDArrayIndex.all(),
            NDArrayIndex.all(),
            NDArrayIndex.all())
        .dup('c');
  }
}
