package reverie.recipe;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.nd4j.linalg.api.ndarray.INDArray;
import reverie.image.Picture;
import reverie.optimize.GradientNorm;
import reverie.optimize.NormalisedAscent;
import reverie.optimize.Optimizer;
import reverie.optimize.SignAscent;

/** Fooling by the gradient, a class after the other. */
final class GradientAttacks {
  /** A step of PGD is this share of the ball's radius, but at least a level. */
  private static final double STEP_SHARE = 0.25;

  private static final int HALVINGS = 10;

  private final Climb climb;
  private final FoolSettings settings;
  private final RunContext context;
  private final Optional<Picture> photo;

  private GradientAttacks(
      Classifier classifier, Optional<Picture> photo, FoolSettings settings, RunContext context) {
    this.climb = new Climb(classifier, settings, context);
    this.settings = settings;
    this.context = context;
    this.photo = photo;
  }

  /** One class. */
  private interface One {
    Fooled run(GradientAttacks attack, int target);
  }

  private static void each(
      One one,
      Classifier classifier,
      List<Integer> targets,
      Optional<Picture> photo,
      FoolSettings settings,
      RunContext context,
      Consumer<Fooled> done) {
    GradientAttacks attack = new GradientAttacks(classifier, photo, settings, context);
    for (int target : targets) {
      if (context.cancelled().getAsBoolean()) {
        return;
      }
      done.accept(one.run(attack, target));
    }
  }

  /** From noise, or from a photo without bounds. */
  static void ascent(
      Classifier classifier,
      List<Integer> targets,
      Optional<Picture> photo,
      FoolSettings settings,
      RunContext context,
      Consumer<Fooled> done) {
    each(
        (attack, target) -> {
          INDArray start = attack.photo.map(attack.climb::photo).orElse(null);
          return attack.climb.run(
              target,
              start == null ? attack.climb.noise(target) : start,
              Optional.empty(),
              new NormalisedAscent(settings.stepSize(), GradientNorm.RMS),
              settings.steps());
        },
        classifier,
        targets,
        photo,
        settings,
        context,
        done);
  }

  /** FGSM, towards a class (Kurakin, Goodfellow and Bengio 2017): one step of the whole radius. */
  static void oneStep(
      Classifier classifier,
      List<Integer> targets,
      Optional<Picture> photo,
      FoolSettings settings,
      RunContext context,
      Consumer<Fooled> done) {
    each(
        (attack, target) -> attack.near(target, settings.epsilon(), 1, 1),
        classifier,
        targets,
        photo,
        settings,
        context,
        done);
  }

  /** PGD: many steps, after each back into the ball. */
  static void projected(
      Classifier classifier,
      List<Integer> targets,
      Optional<Picture> photo,
      FoolSettings settings,
      RunContext context,
      Consumer<Fooled> done) {
    each(
        (attack, target) -> attack.near(target, settings.epsilon(), STEP_SHARE, settings.steps()),
        classifier,
        targets,
        photo,
        settings,
        context,
        done);
  }

  /** The smallest ball within which PGD gets there: doubled until it does, then halved. */
  static void minimal(
      Classifier classifier,
      List<Integer> targets,
      Optional<Picture> photo,
      FoolSettings settings,
      RunContext context,
      Consumer<Fooled> done) {
    each(GradientAttacks::smallest, classifier, targets, photo, settings, context, done);
  }

  private Fooled smallest(int target) {
    double failed = 0;
    double worked = 1;
    Fooled best = near(target, worked, STEP_SHARE, settings.steps());
    while (!reached(best) && worked < settings.epsilon() && goOn()) {
      failed = worked;
      worked = Math.min(settings.epsilon(), 2 * worked);
      best = near(target, worked, STEP_SHARE, settings.steps());
    }
    boolean whole = settings.norm() == FoolSettings.Norm.LINF;
    for (int i = 0; i < HALVINGS && reached(best) && goOn(); i++) {
      double middle = (failed + worked) / 2;
      if (whole) {
        middle = Math.floor(middle);
      }
      if (middle <= failed) {
        break;
      }
      Fooled nearer = near(target, middle, STEP_SHARE, settings.steps());
      if (reached(nearer)) {
        best = nearer;
        worked = middle;
      } else {
        failed = middle;
      }
    }
    return best;
  }

  private boolean goOn() {
    return !context.cancelled().getAsBoolean();
  }

  private boolean reached(Fooled fooled) {
    return fooled.confidence() >= settings.confidence();
  }

  /** Within a ball around the photo, by steps of that share of its radius. */
  private Fooled near(int target, double epsilon, double share, int steps) {
    INDArray centre = climb.photo(photo.orElseThrow());
    Ball ball = new Ball(centre, settings.norm(), epsilon);
    return climb.run(target, centre, Optional.of(ball), optimizer(epsilon, share, centre), steps);
  }

  private Optimizer optimizer(double epsilon, double share, INDArray centre) {
    if (settings.norm() == FoolSettings.Norm.LINF) {
      return new SignAscent(Math.max(1, share * epsilon) / Ball.LEVELS);
    }
    // The root of the mean square, of a vector of that length.
    double length = share * epsilon / Ball.LEVELS;
    return new NormalisedAscent(length / Math.sqrt((double) centre.length()), GradientNorm.RMS);
  }
}
