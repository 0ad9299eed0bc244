package reverie.recipe;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongFunction;
import org.nd4j.linalg.api.ndarray.INDArray;
import reverie.canvas.Canvas;
import reverie.canvas.Canvases;
import reverie.canvas.View;
import reverie.canvas.Views;
import reverie.image.Crop;
import reverie.image.Picture;
import reverie.image.Resampling;
import reverie.objective.Goal;
import reverie.objective.TotalVariation;
import reverie.optimize.IterateAverage;
import reverie.optimize.LossFunction;
import reverie.optimize.Optimizer;
import reverie.optimize.OptimizerState;
import reverie.optimize.Phase;
import reverie.optimize.Plateau;
import reverie.optimize.RunEvent;
import reverie.optimize.StepFunction;
import reverie.optimize.StepLoop;
import reverie.recipe.StylizeSettings.Schedule;
import reverie.tensor.PictureTensors;
import reverie.tensor.RandomAt;
import reverie.tensor.StepMemory;

/** One run of {@link StylizeRecipe}. */
final class Painting {
  private static final long SALT = 0x6c6f6f6bL; // "look"

  /** Places within the frame: all remainders of a stride of 8, in both directions. */
  private static final int LOOKS = 8;

  /** The share of its rate that a step at the end of a size still has. */
  private static final double LAST_RATE = 0.1;

  /** Of the picture's size, beside the optimiser's and the gradient's: painting and average. */
  private static final int ARRAYS = 2;

  private final Picture base;
  private final Picture content;
  private final List<Style> styles;
  private final StylizeSettings settings;
  private final Session session;
  private final Checkpoints checkpoints;
  private final StyleGoals goals;
  private final Looks network;
  private final List<View> looks;
  private final List<Size> sizes;
  private final Optimizer optimizer;
  private final boolean lineSearch;
  private final StepLoop loop;
  private final Consumer<RunEvent> listener;
  private final String fingerprint;

  private IterateAverage average;
  private Plateau plateau;
  private long writtenAt = System.nanoTime();

  /**
   * A painting.
   *
   * @param photo as it was read
   * @param base the photo at the size of the result
   */
  Painting(
      Picture photo,
      Picture base,
      List<Style> styles,
      StylizeSettings settings,
      RunContext context,
      Checkpoints checkpoints) {
    this.base = base;
    this.settings = settings;
    this.checkpoints = checkpoints;
    session = context.session();
    this.styles =
        styles.stream()
            .map(s -> s.with(settings.colours().style(cropped(s.picture(), settings), base)))
            .toList();
    content = settings.colours().photo(base, this.styles, settings.look().paletteAtStrength());
    goals = new StyleGoals(session, settings);
    Schedule schedule = settings.schedule();
    lineSearch = schedule.optimizer().name().equals("lbfgs");
    looks = looks(schedule);
    Holdings holdings =
        new Holdings(
            Picture.bytes(photo, base, content) + goals.momentBytes(Size.of(base)),
            ARRAYS
                + schedule.optimizer().arrays()
                + TotalVariation.arrays(3L * base.width() * base.height()),
            goals.targets(),
            looks.size());
    network = new Looks(session, holdings, goals.layers(), Size.of(base));
    sizes = sizes(schedule);
    optimizer =
        schedule
            .optimizer()
            .of(schedule.rate() > 0 ? schedule.rate() : schedule.optimizer().rate());
    fingerprint = Fingerprint.of(session.model(), settings, base, styles);
    List<Integer> plan = new ArrayList<>();
    for (int i = 0; i < sizes.size(); i++) {
      plan.add(i == 0 ? schedule.firstSteps() : schedule.steps());
    }
    listener = context.listener();
    loop = new StepLoop(plan, listener.andThen(this::keep), context.cancelled());
    if (!lineSearch) {
      loop.withoutUndo();
    }
  }

  /** A painting has a frame or a border: as a texture, it would come back as bars and bands. */
  static Picture cropped(Picture style, StylizeSettings settings) {
    return Crop.margins(style, settings.look().styleCrop());
  }

  /** Places within the frame; one for L-BFGS, which bears no change of its loss. */
  private List<View> looks(Schedule s) {
    int count = s.jitter() > 0 && !lineSearch ? LOOKS : 1;
    List<View> result = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      // 3 i mod 8 goes through all rows while i goes through all columns.
      result.add(
          Views.framed(
              s.edge(), Schedule.FRAME, moved(3 * i % count, count, s), moved(i, count, s)));
    }
    return result;
  }

  private static int moved(int i, int count, Schedule s) {
    return count == 1 ? 0 : (int) Math.round((2.0 * i / (count - 1) - 1) * s.jitter());
  }

  /** Smallest first; those too small for the network are left out. */
  private List<Size> sizes(Schedule schedule) {
    int smallest = session.graph().smallest(session.graph().needed(goals.layers())).orElse(1);
    List<Size> result = new ArrayList<>();
    for (int i = schedule.scalesFor(Size.of(base).longSide()) - 1; i > 0; i--) {
      Size size = Size.of(base).times(Math.pow(2, -i / 2.0));
      if (Math.min(size.width(), size.height()) + 2 * Schedule.FRAME >= smallest) {
        result.add(size);
      }
    }
    result.add(Size.of(base));
    return result;
  }

  RunResult run() {
    int frame = 2 * Schedule.FRAME;
    // The largest size first: what does not fit is told before anything is painted.
    network.reserve(base.height() + frame, base.width() + frame);
    listener.accept(network.estimate(base.height() + frame, base.width() + frame, seconds()));
    Optional<Checkpoint> saved = checkpoints.resume().map(f -> Checkpoint.read(f, fingerprint));
    saved.ifPresent(checkpoint -> loop.resumeAfter(checkpoint.done()));
    INDArray image = null;
    boolean more = true;
    for (int i = loop.position().phase(); i < sizes.size() && more; i++) {
      Picture small = Resampling.resize(content, sizes.get(i).width(), sizes.get(i).height());
      Canvas canvas = canvas(small);
      INDArray parameters;
      if (saved.isPresent()) {
        Checkpoint from = saved.get();
        saved = Optional.empty();
        optimizer.restore(from.optimizer());
        remember(from);
        parameters =
            loop.position().step() > 0
                ? from.parameters()
                : next(painted(sizes.get(i - 1), average.take()), canvas);
      } else {
        INDArray first = image == null ? start(small) : null;
        parameters = image == null ? canvas.parametersFor(first) : next(image, canvas);
        if (first != null) {
          first.close();
        }
      }
      if (average == null) {
        average = new IterateAverage(averaging(), parameters);
        plateau = new Plateau(settings.schedule().stop());
      }
      more = loop.run(phase(small, canvas), parameters, optimizer);
      image =
          average.isEmpty()
              ? canvas.paint(parameters).value().dup('c')
              : painted(sizes.get(i), average.take());
      parameters.close();
    }
    optimizer.restore(OptimizerState.NEW);
    int steps = loop.position().total();
    boolean completed = steps == loop.position().totalSteps();
    return new RunResult(base.withRgb(result(image)), steps, completed);
  }

  /** About how long it takes; NaN for a short work. */
  private double seconds() {
    double work = 0;
    double weighted = 0;
    int frame = 2 * Schedule.FRAME;
    for (int i = 0; i < sizes.size(); i++) {
      Size size = sizes.get(i);
      int steps = i == 0 ? settings.schedule().firstSteps() : settings.schedule().steps();
      double pixels = (double) size.width() * size.height() * steps;
      work += pixels;
      // The picture is swept over for its moments, and the photo for its content.
      weighted += pixels * network.slower(size.height() + frame, size.width() + frame, 2);
    }
    return Pace.worth(work)
        ? weighted * Pace.secondsPerPixel(Pace.part(content), part -> phase(part, canvas(part)))
        : Double.NaN;
  }

  // Each iterate of a line search is better than the last: their average is not.
  private double averaging() {
    return lineSearch ? 0 : settings.schedule().averaging();
  }

  private void remember(Checkpoint from) {
    average = new IterateAverage(averaging(), from.parameters());
    average.restore(from.average(), from.averageWeight());
    plateau = new Plateau(settings.schedule().stop());
    plateau.restore(from.plateau());
  }

  private INDArray start(Picture small) {
    return settings.start().image(small, styles.get(0).picture(), settings.seed());
  }

  private INDArray painted(Size size, INDArray parameters) {
    Picture small = Resampling.resize(content, size.width(), size.height());
    return canvas(small).paint(parameters).value();
  }

  /** The parameters of the next size, from the image of the last; the optimiser goes with it. */
  private INDArray next(INDArray image, Canvas canvas) {
    double pixels = (double) image.size(2) * image.size(3);
    // A loss is a mean over positions: more pixels have a smaller gradient each.
    double factor = pixels / ((double) canvas.height() * canvas.width());
    optimizer.resize(array -> resized(array, canvas), factor);
    average = null;
    INDArray larger = resized(image, canvas);
    INDArray parameters = canvas.parametersFor(larger);
    larger.close();
    if (larger != image) {
      image.close();
    }
    return parameters;
  }

  private static INDArray resized(INDArray image, Canvas to) {
    if (image.size(2) == to.height() && image.size(3) == to.width()) {
      return image;
    }
    float[] planes = PictureTensors.rgb(image);
    float[] other =
        Resampling.resize(
            planes, 3, (int) image.size(2), (int) image.size(3), to.height(), to.width());
    return PictureTensors.of(other, to.height(), to.width());
  }

  /** Pixels, shown where anything is to be painted of a photo of that size. */
  private Canvas canvas(Picture small) {
    Canvas pixels = Canvases.ALL.get("pixels").of(small.height(), small.width());
    return Regions.of(styles, Size.of(small))
        .painted()
        .map(mask -> Canvases.masked(pixels, PictureTensors.of(small), mask))
        .orElse(pixels);
  }

  private Phase phase(Picture small, Canvas canvas) {
    Size size = Size.of(small);
    StyleGoals.AtSize wanted =
        goals.at(small, Size.of(base), Regions.of(styles, size), network, looks.get(0).border());
    List<LongFunction<LossFunction>> losses = new ArrayList<>();
    for (View view : looks) {
      losses.add(
          wanted.tiles().isEmpty()
              ? network.whole(canvas, view, wanted.through(view), settings.seed())
              // A goal in tiles takes a sweep to make: when it is first asked for.
              : tiled(canvas, view, wanted, small));
    }
    StepMemory.release();
    StepFunction function =
        looks.size() == 1
            ? StepFunction.always(losses.get(0).apply(0))
            : position -> {
              long step = position.total();
              int look = RandomAt.of(settings.seed(), step, SALT).whole(0, looks.size() - 1);
              return losses.get(look).apply(step);
            };
    return new Phase(
        size.width(),
        size.height(),
        function,
        changed -> {
          // A line search knows nothing of a clamp: the result is clamped at its end.
          if (!lineSearch) {
            canvas.constrain(changed);
          }
          average.add(changed);
        },
        changed -> preview(canvas, size),
        progress -> 1 - (1 - LAST_RATE) * progress,
        plateau);
  }

  private LongFunction<LossFunction> tiled(
      Canvas canvas, View view, StyleGoals.AtSize wanted, Picture small) {
    TiledLoss[] made = new TiledLoss[1];
    return step -> {
      if (made[0] == null) {
        Goal goal = StepMemory.keep(() -> wanted.through(view));
        made[0] =
            new TiledLoss(
                canvas,
                view,
                wanted.tiles().orElseThrow(),
                goal,
                settings.seed(),
                Optional.of(small));
      }
      return made[0].at(step);
    };
  }

  private INDArray preview(Canvas canvas, Size size) {
    Picture small = Resampling.resize(base, size.width(), size.height());
    float[] rgb = PictureTensors.rgb(canvas.paint(average.value()).value());
    return PictureTensors.of(
        settings.colours().finished(small, clamped(rgb)), size.height(), size.width());
  }

  /** At full size, with its colours, and only where it is to be painted. */
  private float[] result(INDArray image) {
    Canvas canvas = canvas(content);
    INDArray full = canvas.paint(next(image, canvas)).value();
    float[] rgb = clamped(PictureTensors.rgb(full));
    full.close();
    return settings.colours().finished(base, rgb);
  }

  private static float[] clamped(float[] rgb) {
    for (int i = 0; i < rgb.length; i++) {
      rgb[i] = Math.max(0, Math.min(1, rgb[i]));
    }
    return rgb;
  }

  /** Writes a checkpoint now and then, and at the end of each size. */
  private void keep(RunEvent event) {
    if (event instanceof RunEvent.Snapshot snapshot && checkpoints.write().isPresent()) {
      boolean last = loop.position().step() == loop.position().stepsInPhase();
      double seconds = (System.nanoTime() - writtenAt) / 1e9;
      if (last || seconds >= checkpoints.everySeconds()) {
        Checkpoint.of(
                fingerprint,
                loop.position().total(),
                snapshot.parameters().get(),
                snapshot.optimizer().get(),
                average,
                plateau)
            .write(checkpoints.write().get());
        writtenAt = System.nanoTime();
      }
    }
  }
}
