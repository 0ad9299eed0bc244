package reverie.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.stream.Collectors;
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
    WriteOptions options = WriteOptions.DEFAULT.withJpegQuality(checkedQuality());
    if (output.preview != null) {
      Pictures.writableFormat(output.preview);
      OutputFile.check(output.preview, output.force);
    }
    if (batch.jobs().size() == 1) {
      // Told before the network is loaded.
      OutputFile.check(batch.jobs().get(0).output(), output.force);
    }
    Interruption.watch();
    try (Trace trace = output.trace == null ? null : Trace.to(output.trace, output.force);
        Session session = model.open()) {
      return run(batch, goal(session), settings, options, session, trace);
    }
  }

  private int checkedQuality() {
    if (output.quality < 1 || output.quality > 100) {
      throw new UsageException("--quality: expected 1 to 100, found " + output.quality, "");
    }
    return output.quality;
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
    return session.objective(
        goal.terms().stream()
            .map(
                t ->
                    t.weight()
                        + "*guide:"
                        + Objectives.word(guide.toString())
                        + ":"
                        + Objectives.word(t.text()))
            .collect(Collectors.joining(" + ")));
  }

  private int run(
      Batch batch,
      Goal goal,
      DreamSettings settings,
      WriteOptions options,
      Session session,
      Trace trace) {
    PrintWriter err = spec.commandLine().getErr();
    int failed = 0;
    for (Batch.Job job : batch.jobs()) {
      try {
        if (!dream(job, goal, settings, options, session, trace)) {
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
  private boolean dream(
      Batch.Job job,
      Goal goal,
      DreamSettings settings,
      WriteOptions options,
      Session session,
      Trace trace) {
    OutputFile.check(job.output(), output.force);
    Picture photo = Pictures.read(job.photo());
    PrintWriter err = spec.commandLine().getErr();
    int longSide = Math.max(photo.width(), photo.height());
    if (settings.size() == 0 && longSide > DreamSettings.LARGEST_BY_ITSELF && !output.quiet) {
      err.printf(
          "%s: %dx%d is dreamt at a long side of %d; --size %d dreams it whole%n",
          job.photo(), photo.width(), photo.height(), DreamSettings.LARGEST_BY_ITSELF, longSide);
    }
    WriteOptions described = options.withText(provenance(goal, settings, session));
    RunResult result;
    try (Progress progress = output.quiet ? null : Progress.of(Batch.stem(job.photo()), err)) {
      List<Consumer<RunEvent>> listeners = new ArrayList<>();
      if (progress != null) {
        listeners.add(progress);
      }
      if (trace != null) {
        listeners.add(trace.of(job.photo()));
      }
      if (output.preview != null) {
        listeners.add(Snapshots.preview(output.preview, options));
      }
      if (settings.snapshotEvery() > 0) {
        listeners.add(
            Snapshots.every(settings.snapshotEvery(), job.output(), options, output.force));
      }
      Consumer<RunEvent> all = event -> listeners.forEach(l -> l.accept(event));
      result =
          new DreamRecipe()
              .run(photo, goal, settings, new RunContext(session, all, Interruption::requested));
    }
    Pictures.write(result.picture(), job.output(), described);
    spec.commandLine().getOut().println(job.output());
    if (!result.completed()) {
      err.println(spec.qualifiedName(" ") + ": stopped; the last whole step is in " + job.output());
    }
    return result.completed();
  }

  /** What made the picture, for its file: all that its pixels depend on but the photo. */
  private static Map<String, String> provenance(Goal goal, DreamSettings s, Session session) {
    Map<String, String> text = new LinkedHashMap<>();
    text.put("Software", "Reverie " + Version.number());
    String terms =
        goal.terms().stream().map(DreamCommand::describe).collect(Collectors.joining(" "));
    text.put(
        "Comment",
        String.format(
            Locale.ROOT,
            "dream of %s; model %s; octaves %d x %s; steps %d of %s; jitter %d; seed %d",
            terms,
            session.model().name(),
            s.octaves(),
            s.octaveScale(),
            s.steps(),
            s.stepSize(),
            s.jitter(),
            s.seed()));
    return text;
  }

  private static String describe(Term term) {
    return term.weight() == 1 ? term.text() : term.weight() + "*" + term.text();
  }
}
