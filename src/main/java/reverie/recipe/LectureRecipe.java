package reverie.recipe;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.nd4j.linalg.api.ndarray.INDArray;
import reverie.canvas.Canvas;
import reverie.canvas.Canvases;
import reverie.canvas.Views;
import reverie.image.Picture;
import reverie.network.Activation;
import reverie.network.Convolution;
import reverie.network.Dense;
import reverie.network.EngineOptions;
import reverie.network.Graph;
import reverie.network.Input;
import reverie.network.Network;
import reverie.network.Node;
import reverie.network.Operation;
import reverie.network.engine.Networks;
import reverie.objective.Classes;
import reverie.objective.Goal;
import reverie.optimize.Adam;
import reverie.optimize.Phase;
import reverie.optimize.StepLoop;
import reverie.tensor.PictureTensors;
import reverie.zoo.LectureTraining;

/**
 * What the lecture's network has learnt, looked at from outside: its filters, and for each unit the
 * picture that excites it most (Erhan, Bengio, Courville and Vincent 2009, "Visualizing
 * Higher-Layer Features of a Deep Network"), from noise, without and with a penalty on ink.
 */
public final class LectureRecipe implements AutoCloseable {
  private static final int MOST_FILTERS = 1000;
  private static final int SIDE = LectureTraining.SIDE;
  private static final int MAP_NUMBERS = 11 * 11;
  private static final double RATE = 0.05;

  /** How much more the noise spreads than a canvas's own. */
  private static final double SPREAD = 5;

  /**
   * How it is looked at; the defaults live here, once.
   *
   * @param steps of ascent for each picture, at least 1
   * @param ink weight of the mean brightness that is taken off a digit's score; the lecture takes
   *     the sum over 784 pixels
   * @param seed of the noise
   */
  public record Settings(int steps, double ink, long seed) {
    /** Steps of ascent. */
    public static final int STEPS = 60;

    /** Weight of the mean brightness. */
    public static final double INK = 150;

    /** Checks each value. */
    public Settings {
      reverie.support.Ranges.check("--steps", steps, 1, 100_000);
      reverie.support.Ranges.check("--ink", ink, 0, 1e6);
    }
  }

  /**
   * A picture and what it excites.
   *
   * @param index of the unit, from 0
   * @param picture what excites it
   * @param value how much
   */
  public record Excited(int index, Picture picture, double value) {}

  /**
   * A filter of the first layer.
   *
   * @param picture 3x3, mid-grey is 0
   * @param least its smallest weight
   * @param most its largest weight
   */
  public record Filter(Picture picture, double least, double most) {}

  private final Classifier classifier;
  private final Settings settings;
  private final RunContext context;
  private final EngineOptions engine;

  /** By layer: the network up to it, without its ReLU. */
  private final Map<String, Network> linear = new HashMap<>();

  private final Canvas canvas = Canvases.ALL.get("grey").of(SIDE, SIDE);

  /**
   * Of the lecture's network, opened in the classifier's session.
   *
   * @param engine how it is computed
   */
  public LectureRecipe(
      Classifier classifier, Settings settings, RunContext context, EngineOptions engine) {
    this.engine = engine;
    this.classifier = classifier;
    this.settings = settings;
    this.context = context;
  }

  /** The filters of the first layer. */
  public List<Filter> filters() {
    return FilterTiles.of(classifier.session().graph(), "conv1", 0, MOST_FILTERS, 1).stream()
        .map(tile -> new Filter(tile.picture(), tile.least(), tile.most()))
        .toList();
  }

  /** For a filter of the second layer, the picture with the largest sum over its 11x11 map. */
  public Excited filterOfSecondLayer(int index) {
    Excited mean = excited(index, "conv2", "channel:conv2:" + index, 0);
    return new Excited(index, mean.picture(), mean.value() * MAP_NUMBERS);
  }

  /** For a unit of the dense layer. */
  public Excited unit(int index) {
    return excited(index, "dense", "neuron:dense:" + index, 0);
  }

  /** For a digit, with the penalty on ink; the value is the network's confidence. */
  public Excited digit(int index) {
    Picture picture = excited(index, Classes.LAYER, "class:" + index, settings.ink()).picture();
    return new Excited(index, picture, classifier.confidence(picture, index));
  }

  /** Noise that the network takes for a digit; the value is its confidence. */
  public Excited noise(int index) {
    FoolSettings fool =
        new FoolSettings(
            FoolSettings.CONFIDENCE,
            2000,
            FoolSettings.STEP_SIZE,
            FoolSettings.Norm.LINF,
            255,
            FoolSettings.POPULATION,
            Regularisation.NONE,
            SIDE,
            settings.seed());
    List<Fooled> results = new ArrayList<>();
    GradientAttacks.ascent(
        classifier, List.of(index), Optional.empty(), fool, context, results::add);
    return results.isEmpty()
        ? new Excited(index, picture(parameters(index, 1)), 0)
        : new Excited(index, results.get(0).picture(), results.get(0).confidence());
  }

  private INDArray parameters(int index, double spread) {
    INDArray noise = canvas.noise(1, settings.seed() * 1_000_003 + index);
    noise.subi(0.5).muli(spread).addi(0.5);
    canvas.constrain(noise);
    return noise;
  }

  private Excited excited(int index, String layer, String objective, double ink) {
    Session session = classifier.session();
    Goal goal = session.objective(ink > 0 ? objective + " - " + ink + "*l1:0" : objective);
    INDArray parameters = parameters(index, SPREAD);
    run(loss(goal, linear.computeIfAbsent(layer, this::unrectified)), parameters);
    double value =
        -loss(session.objective(objective), session.network()).at(0).at(parameters).value();
    return new Excited(index, picture(parameters), value);
  }

  // Before the unit's own ReLU: one that is silent in the noise has no gradient after it.
  private Network unrectified(String layer) {
    Graph graph = classifier.session().graph();
    Graph.Builder cut = Graph.from(graph.nodes().get(0).name(), graph.inputChannels());
    for (Node node : graph.needed(Set.of(layer))) {
      Operation operation = node.operation();
      if (node.name().equals(layer) && operation instanceof Convolution convolution) {
        operation = convolution.then(Activation.IDENTITY);
      } else if (node.name().equals(layer) && operation instanceof Dense d) {
        operation = new Dense(d.inputs(), d.outputs(), d.weights(), d.bias(), Activation.IDENTITY);
      }
      if (!(operation instanceof Input)) {
        cut.add(node.name(), operation, node.inputs().toArray(String[]::new));
      }
    }
    return Networks.compile(cut.build(), engine);
  }

  @Override
  public void close() {
    linear.values().forEach(Network::close);
  }

  private ImageLoss loss(Goal goal, Network network) {
    return new ImageLoss(
        canvas,
        Views.none(),
        classifier.session().model().preprocessing().map(),
        network,
        goal,
        settings.seed());
  }

  private void run(ImageLoss loss, INDArray parameters) {
    StepLoop loop =
        new StepLoop(List.of(settings.steps()), context.listener(), context.cancelled());
    Phase phase =
        new Phase(
            SIDE,
            SIDE,
            position -> loss.at(position.total()),
            canvas::constrain,
            moved -> canvas.paint(moved).value());
    loop.run(phase, parameters, new Adam(RATE, 0.9, 0.999, 1e-8));
  }

  private Picture picture(INDArray parameters) {
    return Picture.of(SIDE, SIDE, PictureTensors.rgb(canvas.paint(parameters).value()));
  }
}
