package reverie.recipe;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import reverie.image.Picture;
import reverie.optimize.Position;
import reverie.optimize.RunEvent;
import reverie.tensor.RandomAt;
import reverie.tensor.StepMemory;

/**
 * MAP-Elites (Mouret and Clune 2015; Nguyen, Yosinski and Clune 2015): of each class the picture is
 * kept that the network is surest of; children of these elites replace whichever elite they beat,
 * of any class. It asks the network for nothing but its confidences.
 */
final class Evolution {
  /** Pictures that the network sees at once. */
  private static final int AT_ONCE = 100;

  private static final long SALT = 0x65766F6C7665L; // "evolve"

  private final Classifier classifier;
  private final FoolSettings settings;
  private final RunContext context;
  private final List<Integer> targets;
  private final Function<RandomAt, Genome> first;
  private final int channels;
  private final Genome[] elites;
  private final double[] sure;
  private final int[] bornIn;
  private final List<Map<Double, Picture>> snapshots = new ArrayList<>();

  private Evolution(
      Classifier classifier,
      List<Integer> targets,
      FoolSettings settings,
      RunContext context,
      Function<RandomAt, Genome> first) {
    this.classifier = classifier;
    this.settings = settings;
    this.context = context;
    this.targets = targets;
    this.first = first;
    this.channels = channels(classifier);
    int classes = classifier.classes().count();
    this.elites = new Genome[classes];
    this.sure = new double[classes];
    this.bornIn = new int[classes];
    for (int i = 0; i < classes; i++) {
      snapshots.add(new TreeMap<>());
    }
  }

  private static int channels(Classifier classifier) {
    return classifier.grey() ? 1 : 3;
  }

  /** Of pixels. */
  static void pixels(
      Classifier classifier,
      List<Integer> targets,
      Optional<Picture> photo,
      FoolSettings settings,
      RunContext context,
      Consumer<Fooled> done) {
    int length = channels(classifier) * settings.size() * settings.size();
    new Evolution(classifier, targets, settings, context, r -> PixelGenome.random(r, length))
        .run(done);
  }

  /** Of pattern-producing networks. */
  static void patterns(
      Classifier classifier,
      List<Integer> targets,
      Optional<Picture> photo,
      FoolSettings settings,
      RunContext context,
      Consumer<Fooled> done) {
    int channels = channels(classifier);
    new Evolution(classifier, targets, settings, context, r -> PatternGenome.random(r, channels))
        .run(done);
  }

  @SuppressWarnings("try") // the step's memory is opened for what is made in it
  private void run(Consumer<Fooled> done) {
    long start = System.nanoTime();
    context.listener().accept(new RunEvent.Started(position(0)));
    context.listener().accept(new RunEvent.Rescaled(position(0), settings.size(), settings.size()));
    List<Integer> open = new ArrayList<>(targets);
    int generation = 0;
    boolean cancelled = false;
    while (generation < settings.steps() && !open.isEmpty() && !cancelled) {
      long from = System.nanoTime();
      List<Genome> children = children(generation, open);
      for (int i = 0; i < children.size(); i += AT_ONCE) {
        try (StepMemory step = StepMemory.open()) {
          select(children.subList(i, Math.min(children.size(), i + AT_ONCE)), generation);
        }
      }
      double mean = targets.stream().mapToDouble(t -> sure[t]).average().orElse(0);
      double milliseconds = (System.nanoTime() - from) / 1e6;
      context
          .listener()
          .accept(new RunEvent.Stepped(position(generation), -mean, Map.of(), milliseconds));
      generation++;
      for (int target : List.copyOf(open)) {
        if (sure[target] >= settings.confidence()) {
          open.remove((Integer) target);
          done.accept(fooled(target));
        }
      }
      cancelled = context.cancelled().getAsBoolean();
    }
    StepMemory.release();
    context
        .listener()
        .accept(
            new RunEvent.Finished(
                generation, cancelled && !open.isEmpty(), (System.nanoTime() - start) / 1e6));
    for (int target : open) {
      if (elites[target] != null) {
        done.accept(fooled(target));
      }
    }
  }

  private Position position(int generation) {
    return new Position(0, 1, generation, settings.steps(), generation, settings.steps());
  }

  private List<Genome> children(int generation, List<Integer> open) {
    return IntStream.range(0, settings.population())
        .mapToObj(
            i -> {
              RandomAt random = RandomAt.of(settings.seed(), generation, SALT + i);
              return generation == 0
                  ? first.apply(random)
                  : parent(random, open).mutated(random, generation);
            })
        .toList();
  }

  // The paper draws parents evenly; here every other one is the elite of a class that is not there
  // yet, so that a single class does not wait for all others.
  private Genome parent(RandomAt random, List<Integer> open) {
    boolean lagging = random.uniform(0, 1) < 0.5;
    Genome chosen =
        lagging
            ? elites[open.get(random.whole(0, open.size() - 1))]
            : elites[random.whole(0, elites.length - 1)];
    return chosen;
  }

  private void select(List<Genome> children, int generation) {
    int side = settings.size();
    int length = channels * side * side;
    float[] numbers = new float[children.size() * length];
    IntStream.range(0, children.size())
        .parallel()
        .forEach(i -> children.get(i).paint(numbers, i * length, channels, side));
    INDArray images = Nd4j.createFromArray(numbers).reshape(children.size(), channels, side, side);
    double[][] confidences = classifier.confidences(images);
    for (int i = 0; i < confidences.length; i++) {
      for (int c = 0; c < sure.length; c++) {
        // All classes have an elite from the first picture on.
        if (elites[c] == null || confidences[i][c] > sure[c]) {
          elites[c] = children.get(i);
          sure[c] = confidences[i][c];
          bornIn[c] = generation;
          snap(c);
        }
      }
    }
  }

  private void snap(int target) {
    for (double level : FoolSettings.SNAPSHOTS) {
      if (sure[target] >= level && targets.contains(target)) {
        snapshots.get(target).computeIfAbsent(level, l -> picture(elites[target]));
      }
    }
  }

  private Picture picture(Genome genome) {
    int side = settings.size();
    float[] planes = new float[channels * side * side];
    genome.paint(planes, 0, channels, side);
    float[] rgb = planes;
    if (channels == 1) {
      rgb = new float[3 * planes.length];
      for (int c = 0; c < 3; c++) {
        System.arraycopy(planes, 0, rgb, c * planes.length, planes.length);
      }
    }
    return Picture.of(side, side, rgb);
  }

  private Fooled fooled(int target) {
    return new Fooled(
        target,
        picture(elites[target]),
        sure[target],
        bornIn[target] + 1,
        Optional.empty(),
        new HashMap<>(snapshots.get(target)));
  }
}
