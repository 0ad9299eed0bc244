package reverie.recipe;

import java.util.List;
import java.util.Set;
import java.util.function.DoubleUnaryOperator;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import reverie.canvas.Canvas;
import reverie.canvas.Canvases;
import reverie.canvas.View;
import reverie.canvas.Views;
import reverie.image.Picture;
import reverie.image.Resampling;
import reverie.network.ForwardPass;
import reverie.network.Graph;
import reverie.objective.DotCompare;
import reverie.objective.FeatureLoss;
import reverie.objective.Goal;
import reverie.objective.Term;
import reverie.objective.TotalVariation;
import reverie.optimize.Adam;
import reverie.optimize.Phase;
import reverie.optimize.StepFunction;
import reverie.optimize.StepLoop;
import reverie.tensor.DifferentiableMap;
import reverie.tensor.PictureTensors;
import reverie.tensor.Sums;
import reverie.tensor.Traced;
import reverie.zoo.Model;

/**
 * Pictures painted from what one layer saw in a photo: more of it ({@link #caricature}), or as much
 * of it ({@link #invert}).
 */
public final class EchoRecipe {
  /** What is left of the rate at the end. */
  private static final double LAST_RATE = 0.1;

  private final EchoSettings settings;
  private final RunContext context;

  /** A recipe for that session's network. */
  public EchoRecipe(EchoSettings settings, RunContext context) {
    this.settings = settings;
    this.context = context;
  }

  /**
   * What a layer sees in a photo, exaggerated: Olah et al., "The Building Blocks of
   * Interpretability", 2018. Each step looks at photo and picture from the same side, so that the
   * features of one are compared with those of the other at the same place.
   *
   * @param power of the cosine, 0 or more: how faithful it stays
   * @throws reverie.support.UserException if there is no such layer, or the photo is too small
   */
  public Echo caricature(Picture photo, String layer, double power) {
    Model model = context.session().model();
    Picture seen = seen(photo, model);
    INDArray image = PictureTensors.of(seen);
    boolean padded = anySize(model);
    View view = VisualizeMethods.standard(Math.min(seen.width(), seen.height()), padded);
    Canvas canvas = Canvases.ALL.get("fourier").of(seen.height(), seen.width());
    StepFunction function =
        position ->
            parameters -> {
              INDArray target = features(image, view, position.total(), layer);
              Goal goal = Goal.of("caricature", new DotCompare(layer, target, power));
              return loss(canvas, view, goal).reviving().at(position.total()).at(parameters);
            };
    return paint(seen, layer, view.border(), canvas, function, progress -> 1);
  }

  /**
   * A photo rebuilt from one layer's activations alone: Mahendran and Vedaldi, "Understanding Deep
   * Image Representations by Inverting Them", 2015.
   *
   * @param variation weight of the total variation, which smooths what the layer does not tell
   * @throws reverie.support.UserException if there is no such layer, or the photo is too small
   */
  public Echo invert(Picture photo, String layer, double variation) {
    Picture seen = seen(photo, context.session().model());
    Canvas canvas = Canvases.ALL.get("fourier").of(seen.height(), seen.width());
    // One look: more of them would tell more than the layer's activations of the photo.
    INDArray target = features(PictureTensors.of(seen), Views.none(), 0, layer);
    Goal features = Goal.of("features", new FeatureLoss(layer, target));
    Goal goal =
        variation == 0
            ? features
            : features.plus(
                new Goal(List.of(new Term("tv", variation, new TotalVariation(false)))));
    ImageLoss loss = loss(canvas, Views.none(), goal).reviving();
    return paint(
        seen,
        layer,
        0,
        canvas,
        position -> loss.at(position.total()),
        progress -> 1 - (1 - LAST_RATE) * progress);
  }

  /**
   * How alike a layer finds a picture and the photo, both as they are.
   *
   * @param photo as the network saw it
   * @param picture of its size
   */
  public Echo.Likeness likeness(Picture photo, Picture picture, String layer) {
    INDArray target = features(PictureTensors.of(photo), Views.none(), 0, layer);
    INDArray found = features(PictureTensors.of(picture), Views.none(), 0, layer);
    double squares = Math.max(Sums.ofSquares(target), Double.MIN_NORMAL);
    long channels = target.size(-1);
    INDArray t = target.reshape('c', target.length() / channels, channels);
    INDArray f = found.reshape('c', t.shape());
    INDArray lengths = f.norm2(1).muli(t.norm2(1)).addi(1e-12);
    return new Echo.Likeness(
        Sums.ofSquares(found.sub(target)) / squares,
        Sums.sum(f.mul(t).sum(1).divi(lengths)) / t.size(0),
        Math.sqrt(Sums.ofSquares(found) / squares));
  }

  private Echo paint(
      Picture seen,
      String layer,
      int border,
      Canvas canvas,
      StepFunction function,
      DoubleUnaryOperator rate) {
    // What does not fit is told before anything is painted; a frame does not make a photo larger.
    Graph graph = context.session().graph();
    graph.shapes(graph.needed(Set.of(layer)), seen.height(), seen.width());
    context
        .session()
        .network()
        .reserve(1, seen.height() + 2 * border, seen.width() + 2 * border, Set.of(layer));
    StepLoop loop =
        new StepLoop(List.of(settings.steps()), context.listener(), context.cancelled());
    INDArray parameters = start(seen, canvas);
    Phase phase =
        new Phase(
            seen.width(),
            seen.height(),
            function,
            canvas::constrain,
            moved -> canvas.paint(moved).value(),
            rate,
            loss -> false);
    loop.run(phase, parameters, new Adam(settings.rate(), 0.9, 0.999, 1e-8));
    INDArray painted = Canvases.eightBit(canvas).paint(parameters).value();
    Picture picture = Picture.of(seen.width(), seen.height(), PictureTensors.rgb(painted));
    parameters.close();
    int steps = loop.position().total();
    return new Echo(seen, new RunResult(picture, steps, steps == settings.steps()));
  }

  private INDArray start(Picture seen, Canvas canvas) {
    return switch (settings.start()) {
      case NOISE -> canvas.noise(1, settings.seed());
      case GREY ->
          canvas.parametersFor(
              Nd4j.valueArrayOf(
                  new long[] {1, 3, seen.height(), seen.width()}, 0.5, DataType.FLOAT));
      case PHOTO -> canvas.parametersFor(PictureTensors.of(seen));
    };
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

  /** What the layer makes of an image, {@code [1, h, w, c]}, by the look of that step. */
  private INDArray features(INDArray image, View view, int step, String layer) {
    Session session = context.session();
    DifferentiableMap look =
        view.at(settings.seed(), step, (int) image.size(2), (int) image.size(3));
    INDArray input =
        Traced.of(image).then(look).then(session.model().preprocessing().map()).value();
    try (ForwardPass pass = session.network().forward(input, Set.of(layer))) {
      return pass.activations().of(layer).dup('c');
    }
  }

  private static boolean anySize(Model model) {
    return model.takes(2 * model.minimalSize());
  }

  /**
   * The photo in the size that it is painted in; for a network that takes one size, the square in
   * its middle in that size.
   */
  private Picture seen(Picture photo, Model model) {
    if (!anySize(model)) {
      return Classifier.fitted(photo, model.minimalSize());
    }
    Size own = Size.of(photo);
    int target =
        settings.size() > 0 ? settings.size() : Math.min(own.longSide(), EchoSettings.SIZE);
    Size size = target == own.longSide() ? own : own.withLongSide(target);
    return Picture.of(
        size.width(), size.height(), Resampling.resize(photo, size.width(), size.height()).rgb());
  }
}
