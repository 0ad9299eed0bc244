package reverie.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import reverie.image.Picture;
import reverie.image.Pictures;
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
import reverie.support.OutputFile;
import reverie.support.UsageException;
import reverie.support.UserException;

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
final class DreamCommand implements Callable<Integer> {
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
    if (output.preview != null) {
      Pictures.writableFormat(output.preview);
      OutputFile.check(output.preview, output.force);
    }
    if (batch.jobs().size() == 1) {
      // Told before the network is loaded.
      OutputFile.check(batch.jobs().get(0).output(), output.force);
    }
    try (Interruption interruption = Interruption.watch();
        Trace trace = output.trace == null ? null : Trace.to(output.trace, output.force);
        Session session = model.open()) {
      Goal goal = goal(session);
      Map<String, String> made =
          Provenance.of(goal, session.model().name(), settings, smooth, model.engine());
      return run(
          batch, new Work(goal, settings, options, made, session, trace, interruption::requested));
    }
  }

  /**
   * What all photos of a command share.
   *
   * @param made the provenance of the results
   * @param trace null for none
   */
  private record Work(
      Goal goal,
      DreamSettings settings,
      WriteOptions options,
      Map<String, String> made,
      Session session,
      Trace trace,
      BooleanSupplier interrupted) {}

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

  private int run(Batch batch, Work work) {
    PrintWriter err = spec.commandLine().getErr();
    int failed = 0;
    for (Batch.Job job : batch.jobs()) {
      try {
        if (work.interrupted().getAsBoolean() || !dream(job, work)) {
          return ExitCode.INTERRUPTED;
        }
      } catch (UserException e) {
        if (batch.jobs().size() == 1) {
          throw e;
        }
        failed++;
        Errors.print(err, spec.qualifiedName(" "), e);
      }
    }
    if (failed > 0) {
      err.printf(
          "%s: %d of %d photos failed%n", spec.qualifiedName(" "), failed, batch.jobs().size());
    }
    return failed > 0 ? ExitCode.FILE : ExitCode.DONE;
  }

  /** Dreams one photo; whether to go on. */
  private boolean dream(Batch.Job job, Work work) {
    OutputFile.check(job.output(), output.force);
    Picture photo = Pictures.read(job.photo());
    PrintWriter err = spec.commandLine().getErr();
    int longSide = Math.max(photo.width(), photo.height());
    if (size == 0 && longSide > DreamSettings.LARGEST_BY_ITSELF && !output.quiet) {
      err.printf(
          "%s: %dx%d is dreamt at a long side of %d; --size %d dreams it whole%n",
          job.photo(), photo.width(), photo.height(), DreamSettings.LARGEST_BY_ITSELF, longSide);
    }
    RunResult result;
    try (Progress progress = output.quiet ? null : Progress.of(Batch.stem(job.photo()), err)) {
      List<Consumer<RunEvent>> listeners = listeners(job, work);
      if (progress != null) {
        listeners.add(progress);
      }
      Consumer<RunEvent> all = event -> listeners.forEach(l -> l.accept(event));
      RunContext context = new RunContext(work.session(), all, work.interrupted());
      result = new DreamRecipe().run(photo, work.goal(), work.settings(), context);
    }
    if (result.steps() == 0) {
      err.println(spec.qualifiedName(" ") + ": stopped before the first step; nothing is written");
      return false;
    }
    Pictures.write(result.picture(), job.output(), work.options().withText(work.made()));
    spec.commandLine().getOut().println(job.output());
    if (!result.completed()) {
      err.println(spec.qualifiedName(" ") + ": stopped; the last whole step is in " + job.output());
    }
    return result.completed();
  }

  /** Those that write files on the way. */
  private List<Consumer<RunEvent>> listeners(Batch.Job job, Work work) {
    List<Consumer<RunEvent>> listeners = new ArrayList<>();
    if (work.trace() != null) {
      listeners.add(work.trace().of(job.photo()));
    }
    if (output.preview != null) {
      listeners.add(Snapshots.preview(output.preview, work.options()));
    }
    if (output.saveEvery > 0) {
      listeners.add(Snapshots.every(output.saveEvery, job.output(), work.options(), output.force));
    }
    return listeners;
  }
}
