package reverie.recipe;

import java.util.Collections;
import java.util.function.LongFunction;
import org.nd4j.linalg.api.ndarray.INDArray;
import reverie.canvas.Canvas;
import reverie.canvas.Canvases;
import reverie.canvas.View;
import reverie.canvas.Views;
import reverie.image.Colours;
import reverie.image.Picture;
import reverie.image.Resampling;
import reverie.objective.Goal;
import reverie.optimize.GradientNorm;
import reverie.optimize.LossFunction;
import reverie.optimize.NormalisedAscent;
import reverie.optimize.Optimizer;
import reverie.optimize.Phase;
import reverie.optimize.StepFunction;
import reverie.optimize.StepLoop;
import reverie.tensor.PictureTensors;

/**
 * Deep Dream (Mordvintsev, Olah, Tyka 2015, "Inceptionism"): the photo is changed, a step at a
 * time, so that what some layers see in it grows; first small, then larger, so that shapes of all
 * sizes appear.
 *
 * <p>Only the detail is carried from octave to octave: each begins with the photo at its size plus
 * what the dream added so far, enlarged. Rescaling the whole picture instead would blur the photo.
 */
public final class DreamRecipe {
  /** Of the picture's size: what the photo is dreamt into, and the gradient. */
  private static final double ARRAYS = 2;

  /**
   * Dreams.
   *
   * @param photo what to dream of
   * @param goal what is to grow, such as {@code session.objective("mixed4 + mixed5")}
   * @throws reverie.support.UserException if the photo is too small for the goal's layers
   */
  public RunResult run(Picture photo, Goal goal, DreamSettings settings, RunContext context) {
    Picture base = sized(photo, settings.size());
    Octaves octaves = octaves(base, goal, settings, context.session());
    Holdings holdings = new Holdings(Picture.bytes(photo, base), ARRAYS);
    Looks looks = new Looks(context.session(), holdings, goal.layers(), Size.of(base));
    // The largest octave first: what does not fit is told before anything is dreamt.
    looks.reserve(base.height(), base.width());
    context
        .listener()
        .accept(
            looks.estimate(
                base.height(), base.width(), seconds(base, octaves, goal, settings, looks)));
    StepLoop loop =
        new StepLoop(
                Collections.nCopies(octaves.sizes().size(), settings.steps()),
                context.listener(),
                context.cancelled())
            .withoutUndo();
    Optimizer optimizer = new NormalisedAscent(settings.stepSize(), GradientNorm.STD);
    // Of the last octave all that was dreamt, of one before what it added to the photo.
    float[] dreamt = new float[0];
    Size dreamtSize = null;
    boolean more = true;
    for (Size size : octaves.sizes()) {
      if (!more) {
        break;
      }
      INDArray parameters = begun(base, size, dreamt, dreamtSize);
      dreamt = new float[0];
      more = loop.run(phase(size, goal, settings, looks), parameters, optimizer);
      dreamt = PictureTensors.rgb(parameters);
      parameters.close();
      dreamtSize = size;
      if (!size.equals(Size.of(base))) {
        dreamt = difference(dreamt, Resampling.resize(base, size.width(), size.height()).rgb());
      }
    }
    int steps = loop.position().total();
    return new RunResult(
        finish(base, dreamt, dreamtSize, settings), steps, steps == loop.position().totalSteps());
  }

  /** The photo at the size that it is dreamt at. */
  private static Picture sized(Picture photo, int wanted) {
    Size own = new Size(photo.width(), photo.height());
    int longSide = Math.max(own.width(), own.height());
    int target = wanted > 0 ? wanted : Math.min(longSide, DreamSettings.LARGEST_BY_ITSELF);
    Size size = target == longSide ? own : own.withLongSide(target);
    return Resampling.resize(photo, size.width(), size.height());
  }

  private static Octaves octaves(Picture base, Goal goal, DreamSettings settings, Session session) {
    int smallest =
        goal.layers().isEmpty()
            ? 1
            : session.graph().smallest(session.graph().needed(goal.layers())).orElse(1);
    int count = settings.octavesFor(Math.max(base.width(), base.height()));
    return Octaves.of(
        new Size(base.width(), base.height()), count, settings.octaveScale(), smallest);
  }

  /** About how long it takes; NaN for a short work. */
  private static double seconds(
      Picture base, Octaves octaves, Goal goal, DreamSettings settings, Looks looks) {
    double work = 0;
    double weighted = 0;
    for (Size size : octaves.sizes()) {
      double pixels = (double) size.width() * size.height() * settings.steps();
      work += pixels;
      weighted += pixels * looks.slower(size.height(), size.width(), 0);
    }
    if (goal.layers().isEmpty() || !Pace.worth(work)) {
      return Double.NaN;
    }
    return weighted
        * Pace.secondsPerPixel(
            Pace.part(base), part -> phase(Size.of(part), goal, settings, looks));
  }

  private static Phase phase(Size size, Goal goal, DreamSettings settings, Looks looks) {
    Canvas canvas = Canvases.ALL.get("pixels").of(size.height(), size.width());
    View view = settings.jitter() > 0 ? Views.jitter(settings.jitter()) : Views.none();
    LongFunction<LossFunction> loss = looks.loss(canvas, view, goal, settings.seed());
    StepFunction function = position -> loss.apply(position.total());
    return new Phase(
        size.width(),
        size.height(),
        function.filtered(settings.smoothing()),
        canvas::constrain,
        parameters -> canvas.paint(parameters).value());
  }

  private static INDArray begun(Picture base, Size size, float[] detail, Size detailSize) {
    float[] start = Resampling.resize(base, size.width(), size.height()).rgb();
    return PictureTensors.of(
        withDetail(start, size, detail, detailSize), size.height(), size.width());
  }

  /** The start of an octave: the photo plus the detail so far, within the picture's range. */
  private static float[] withDetail(float[] start, Size size, float[] detail, Size detailSize) {
    if (detailSize == null) {
      return start;
    }
    float[] more =
        Resampling.resize(
            detail, 3, detailSize.height(), detailSize.width(), size.height(), size.width());
    for (int i = 0; i < more.length; i++) {
      more[i] = Math.max(0, Math.min(1, start[i] + more[i]));
    }
    return more;
  }

  private static float[] difference(float[] a, float[] b) {
    float[] result = new float[a.length];
    for (int i = 0; i < result.length; i++) {
      result[i] = a[i] - b[i];
    }
    return result;
  }

  /**
   * The result at full size: of a run stopped in a smaller octave, the photo with the detail so
   * far.
   */
  private static Picture finish(
      Picture base, float[] dreamt, Size dreamtSize, DreamSettings settings) {
    Size full = Size.of(base);
    float[] rgb =
        full.equals(dreamtSize) ? dreamt : withDetail(base.rgb(), full, dreamt, dreamtSize);
    return base.withRgb(settings.keepColours() ? Colours.keepColours(base, rgb) : rgb);
  }
}
