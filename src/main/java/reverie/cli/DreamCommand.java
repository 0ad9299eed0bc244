package reverie.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import reverie.image.Picture;
import reverie.image.WriteOptions;
import reverie.objective.Goal;
import reverie.objective.Objectives;
import reverie.objective.Term;
import reverie.optimize.GradientFilters;
import reverie.optimize.RunEvent;
import reverie.recipe.DreamRecipe;
import reverie.recipe.DreamSettings;
import reverie.recipe.RunContext;
import reverie.recipe.RunResult;
import reverie.recipe.Session;
import reverie.support.UsageException;

/** Deep Dream of photos. */
@Command(
    name = "dream",
    description = "Dreams of photos: what a network sees in them grows until everybody sees it.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    sortOptions = false,
    footer = {
      "",
      "An objective is a sum that is made larger, such as '" + Objectives.EXAMPLE + "';",
      "'reverie models show' lists the layers, docs/dream.md the kinds of objective."
    })
final class DreamCommand implements Callable<Integer>, Computing {
  @Spec private CommandSpec spec;

  @Parameters(
      arity = "1..*",
      paramLabel = "PHOTO",
      description = "Pictures, or folders of pictures: JPEG, PNG, TIFF, WebP, GIF, BMP, PNM.")
  private List<Path> photos;

  @Mixin private OutputOptions output;

  @Option(
      names = "--layers",
      paramLabel = "NAME[=WEIGHT],...",
      description =
          "Layers that are to be excited, such as mixed4,mixed5=0.5. Default: the network's own choice.")
  private String layers;

  @Option(
      names = "--objective",
      paramLabel = "EXPR",
      description = "What is to grow, instead of --layers, such as 'channel:mixed4:42 - 0.1*tv'.")
  private String objective;

  @Option(
      names = "--guide",
      paramLabel = "IMAGE",
      description = "A picture whose features, at the layers, are to appear in the photo.")
  private Path guide;

  @Option(
      names = "--octaves",
      paramLabel = "N",
      defaultValue = "" + DreamSettings.OCTAVES,
      description =
          "Sizes the photo is dreamt at, smallest first, 1 to 20; 0: as many as lead down to about "
              + DreamSettings.SMALLEST_OCTAVE
              + " pixels. Default: ${DEFAULT-VALUE}.")
  private int octaves;

  @Option(
      names = "--octave-scale",
      paramLabel = "FACTOR",
      defaultValue = "" + DreamSettings.OCTAVE_SCALE,
      description = "From one size to the next, 1.01 to 4. Default: ${DEFAULT-VALUE}.")
  private double octaveScale;

  @Option(
      names = "--steps",
      paramLabel = "N",
      defaultValue = "" + DreamSettings.STEPS,
      description = "Steps at each size. Default: ${DEFAULT-VALUE}.")
  private int steps;

  @Option(
      names = "--step-size",
      paramLabel = "SIZE",
      defaultValue = "" + DreamSettings.STEP_SIZE,
      description =
          "How far a step goes, of the range 0 to 1 of a colour. Default: ${DEFAULT-VALUE}.")
  private double stepSize;

  @Option(
      names = "--jitter",
      paramLabel = "PIXELS",
      defaultValue = "" + DreamSettings.JITTER,
      description =
          "The photo is rolled by up to so many pixels before each step. Default: ${DEFAULT-VALUE}.")
  private int jitter;

  @Option(
      names = "--smooth",
      paramLabel = "KIND",
      defaultValue = DreamSettings.SMOOTHING,
      description =
          "How the gradient is smoothed: none, gaussian, laplacian. Default: ${DEFAULT-VALUE}.")
  private String smooth;

  @Option(
      names = "--size",
      paramLabel = "PIXELS",
      defaultValue = "0",
      description =
          "Long side of the result. Default: the photo's own, at most "
              + DreamSettings.LARGEST_BY_ITSELF
              + ".")
  private int size;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "0",
      description =
          "Of the random rolls: the same seed, the same picture. Default: ${DEFAULT-VALUE}.")
  private long seed;

  @Option(
      names = "--keep-colors",
      description = "The result has the photo's colours; only brightness dreams.")
  private boolean keepColors;

  @Mixin private ModelOptions model;
  @Mixin private MemoryOptions memory;

  @Override
  public Integer call() {
    DreamSettings settings =
        new DreamSettings(
            octaves,
            octaveScale,
            steps,
            stepSize,
            jitter,
            GradientFilters.ALL.get(smooth).filter(),
            size,
            seed,
            keepColors,
            output.saveEvery);
    if (objective != null && (layers != null || guide != null)) {
      throw new UsageException(
          "--objective with "
              + (layers != null ? "--layers" : "--guide")
              + ": two answers to one question",
          "An objective can name layers and guides itself, such as 'mixed4 + guide:flower.jpg:mixed3'.");
    }
    Batch batch = Batch.of(photos, output.output, "-dream.png");
    WriteOptions options = WriteOptions.DEFAULT.withJpegQuality(output.checkedQuality());
    Jobs.check(batch, output);
    try (Interruption interruption = Interruption.watch();
        Trace trace =
            output.trace == null ? null : Trace.to(output.trace, output.force, Wording.DREAM);
        Session session = model.open(UnaryOperator.identity(), memory.bytes())) {
      Goal goal = goal(session);
      Map<String, String> made =
          Provenance.of(goal, session.model().name(), settings, smooth, model.engine());
      Jobs jobs = new Jobs(spec, output, options, Wording.DREAM, trace, interruption::requested);
      return jobs.run(batch, new Dreams(jobs, goal, settings, made, session));
    }
  }

  /** What is done to each photo. */
  private record Dreams(
      Jobs jobs, Goal goal, DreamSettings settings, Map<String, String> made, Session session)
      implements Jobs.Work {
    @Override
    public RunResult on(Batch.Job job, Picture photo, Consumer<RunEvent> listener) {
      jobs.tellOfSize(job, photo, settings.size(), DreamSettings.LARGEST_BY_ITSELF, "dreamt");
      RunContext context = new RunContext(session, listener, jobs.interrupted());
      return new DreamRecipe().run(photo, goal, settings, context);
    }

    @Override
    public Map<String, String> text(Batch.Job job) {
      return made;
    }
  }

  private Goal goal(Session session) {
    if (objective != null) {
      return session.objective(objective);
    }
    String wanted = layers != null ? layers : String.join(",", session.model().suggested().dream());
    Goal goal = Objectives.layers(wanted, session);
    if (guide == null) {
      return goal;
    }
    String picture = Objectives.word(guide.toString());
    StringBuilder guided = new StringBuilder();
    for (Term term : goal.terms()) {
      // The language has the sign before the weight.
      guided.append(term.weight() < 0 ? " - " : guided.isEmpty() ? "" : " + ");
      guided.append(Math.abs(term.weight())).append("*guide:").append(picture);
      guided.append(':').append(Objectives.word(term.text()));
    }
    return session.objective(guided.toString());
  }
}
