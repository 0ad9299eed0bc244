package reverie.recipe;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.nd4j.linalg.api.ndarray.INDArray;
import reverie.canvas.Canvas;
import reverie.canvas.Canvases;
import reverie.canvas.Views;
import reverie.image.Picture;
import reverie.objective.CrossEntropy;
import reverie.objective.Goal;
import reverie.optimize.GaussianBlur;
import reverie.optimize.Loss;
import reverie.optimize.LossFunction;
import reverie.optimize.Optimizer;
import reverie.optimize.Phase;
import reverie.optimize.Position;
import reverie.optimize.StepLoop;
import reverie.tensor.PictureTensors;
import reverie.tensor.StepMemory;

/**
 * Raises a network's confidence in a class, by its gradient, until it is as high as wanted.
 *
 * <p>Each step looks at the picture rounded to 8 bits, so that the confidence is that of the file;
 * what rounding hides of a step is kept and adds up.
 *
 * <p>With a regularisation it goes on to the last step, and keeps the plainest of the pictures that
 * are sure enough: that of the least loss.
 */
final class Climb {
  private static final String TERM = "class";

  private final Classifier classifier;
  private final FoolSettings settings;
  private final RunContext context;
  private final Canvas canvas;

  Climb(Classifier classifier, FoolSettings settings, RunContext context) {
    this.classifier = classifier;
    this.settings = settings;
    this.context = context;
    String kind = classifier.grey() ? "grey" : "pixels";
    this.canvas = Canvases.eightBit(Canvases.ALL.get(kind).of(settings.size(), settings.size()));
  }

  /** Parameters of noise. */
  INDArray noise(int target) {
    // Each class has noise of its own, or all would begin alike.
    return canvas.noise(1, settings.seed() * 1_000_003 + target);
  }

  /** Parameters of a photo. */
  INDArray photo(Picture photo) {
    return canvas.parametersFor(PictureTensors.of(photo));
  }

  /** The picture of these parameters, of 8 bits. */
  Picture picture(INDArray parameters) {
    float[] rgb = PictureTensors.rgb(canvas.paint(parameters).value());
    return Picture.of(settings.size(), settings.size(), rgb);
  }

  /**
   * Climbs.
   *
   * @param start parameters; not changed
   * @param ball where the picture is to stay
   * @param steps at most so many
   * @return the surest picture there was
   */
  Fooled run(int target, INDArray start, Optional<Ball> ball, Optimizer optimizer, int steps) {
    Goal goal =
        settings
            .regularisation()
            .with(
                Goal.of(TERM, new CrossEntropy(target)),
                classifier.grey() ? 0 : 0.5,
                classifier.session());
    ImageLoss loss =
        new ImageLoss(
            canvas,
            Views.none(),
            classifier.session().model().preprocessing().map(),
            classifier.session().network(),
            goal,
            settings.seed());
    INDArray parameters = start.dup('c');
    boolean plainest = !settings.regularisation().equals(Regularisation.NONE);
    Watch watch = new Watch(parameters.dup('c'), settings.confidence(), plainest);
    double blur = settings.regularisation().blur();
    int[] done = new int[1];
    // One step more than asked: its look at the picture is that of the last step's result.
    StepLoop loop =
        new StepLoop(
            List.of(steps + 1),
            context.listener(),
            () -> watch.done() || context.cancelled().getAsBoolean());
    Phase phase =
        new Phase(
            settings.size(),
            settings.size(),
            position -> watch.over(loss.at(position.total()), position),
            moved -> {
              if (blur > 0 && ++done[0] % Regularisation.BLUR_EVERY == 0) {
                new GaussianBlur(blur).apply(moved);
              }
              ball.ifPresent(b -> b.project(moved));
              canvas.constrain(moved);
            },
            moved -> canvas.paint(moved).value());
    loop.run(phase, parameters, optimizer);
    parameters.close();
    Map<Double, Picture> snapshots = new HashMap<>();
    watch.snapshots.forEach((level, at) -> snapshots.put(level, picture(at)));
    return new Fooled(
        target,
        picture(watch.best),
        watch.confidence,
        watch.steps,
        Optional.of(picture(start)),
        snapshots);
  }

  /** Keeps the best parameters so far, and the first that passed each level. */
  private static final class Watch {
    final INDArray best;
    final double wanted;
    final boolean plainest;
    double leastLoss = Double.POSITIVE_INFINITY;
    final Map<Double, INDArray> snapshots = new HashMap<>();
    double confidence = -1;
    int steps;

    Watch(INDArray best, double wanted, boolean plainest) {
      this.best = best;
      this.wanted = wanted;
      this.plainest = plainest;
    }

    boolean done() {
      return confidence >= wanted && !plainest;
    }

    LossFunction over(LossFunction function, Position position) {
      return parameters -> {
        Loss loss = function.at(parameters);
        see(parameters, Math.exp(-loss.terms().get(TERM)), loss.value(), position.total());
        return loss;
      };
    }

    private void see(INDArray parameters, double sure, double loss, int step) {
      boolean enough = sure >= wanted;
      boolean better = (enough && confidence >= wanted) ? loss < leastLoss : sure > confidence;
      if (better) {
        confidence = sure;
        leastLoss = enough ? loss : Double.POSITIVE_INFINITY;
        steps = step;
        best.assign(parameters);
      }
      for (double level : FoolSettings.SNAPSHOTS) {
        if (sure >= level) {
          snapshots.computeIfAbsent(level, l -> StepMemory.keep(() -> parameters.dup('c')));
        }
      }
    }
  }
}
