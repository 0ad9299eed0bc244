package reverie.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
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
import reverie.network.AveragePooled;
import reverie.optimize.RunEvent;
import reverie.recipe.Checkpoints;
import reverie.recipe.ColourMode;
import reverie.recipe.RunContext;
import reverie.recipe.RunResult;
import reverie.recipe.Session;
import reverie.recipe.Start;
import reverie.recipe.Style;
import reverie.recipe.StylizeRecipe;
import reverie.recipe.StylizeSettings;
import reverie.support.OutputFile;
import reverie.support.UsageException;
import reverie.zoo.Model;

/** Style transfer. */
@Command(
    name = "stylize",
    description = "Paints photos in the style of other pictures.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    sortOptions = false,
    footer = {"", "docs/stylize.md shows what each option does."})
final class StylizeCommand implements Callable<Integer>, Computing {
  private static final double CHECKPOINT_SECONDS = 10;

  @Spec private CommandSpec spec;

  @Parameters(
      arity = "1..*",
      paramLabel = "PHOTO",
      description = "Pictures, or folders of pictures: JPEG, PNG, TIFF, WebP, GIF, BMP, PNM.")
  private List<Path> photos;

  @Mixin private LookOptions look;
  @Mixin private OutputOptions output;

  @Option(
      names = "--size",
      paramLabel = "PIXELS",
      defaultValue = "0",
      description =
          "Long side of the result. Default: the photo's own, at most "
              + StylizeSettings.LARGEST_BY_ITSELF
              + ".")
  private int size;

  @Option(
      names = "--colors",
      paramLabel = "KIND",
      defaultValue = "style",
      description = {
        "Whose colours: style; photo (put back after); coral or histogram (the style is recoloured",
        "before); luminance (painted in grey); palette (the style's colours, no strokes). Default: style."
      })
  private ColourMode colours;

  @Option(
      names = "--init",
      paramLabel = "KIND|IMAGE",
      defaultValue = "content",
      description =
          "What it begins with: content, noise, grey, style (noise of its colours), or a picture. Default: content.")
  private String init;

  @Mixin private ScheduleOptions schedule;

  @Option(
      names = "--pooling",
      paramLabel = "KIND",
      description =
          "Of the network: max, or average for smoother strokes. Default: its own choice.")
  private Pooling pooling;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "0",
      description = "Of all that is random: the same seed, the same picture. Default: 0.")
  private long seed;

  @Option(
      names = "--checkpoint",
      paramLabel = "FILE",
      description = "Keep here what it takes to go on, renewed every 10 seconds.")
  private Path checkpoint;

  @Option(
      names = "--resume",
      paramLabel = "FILE",
      description = "Go on from a checkpoint of the same command, as if it had not stopped.")
  private Path resume;

  @Mixin private ModelOptions model;
  @Mixin private MemoryOptions memory;

  /** Of the network. */
  enum Pooling {
    MAX,
    AVERAGE
  }

  @Override
  public Integer call() {
    StylizeSettings settings =
        new StylizeSettings(look.look(), schedule.schedule(), colours, start(), size, seed);
    List<StyleSet> sets = StyleSet.of(look.style);
    sets.forEach(set -> set.check(look.styleWeights, look.masks));
    StyleGrid grid = StyleGrid.of(photos, sets, output.output);
    Batch batch = grid.batch();
    if (batch.jobs().size() > 1 && (checkpoint != null || resume != null)) {
      throw new UsageException(
          "--checkpoint and --resume are for one photo and one style, found "
              + batch.jobs().size()
              + " works",
          "Paint them one by one.");
    }
    Jobs.check(batch, output);
    grid.sheet().ifPresent(sheet -> OutputFile.check(sheet, output.force));
    if (checkpoint != null) {
      OutputFile.check(checkpoint, output.force || checkpoint.equals(resume));
    }
    WriteOptions options = WriteOptions.DEFAULT.withJpegQuality(output.checkedQuality());
    try (Interruption interruption = Interruption.watch();
        Trace trace =
            output.trace == null ? null : Trace.to(output.trace, output.force, Wording.STYLIZE);
        Session session = model.open(this::pooled, memory.bytes())) {
      Jobs jobs = new Jobs(spec, output, options, Wording.STYLIZE, trace, interruption::requested);
      int code = jobs.run(batch, new Paintings(jobs, grid, settings, session));
      if (code != ExitCode.INTERRUPTED && grid.sheet().isPresent()) {
        Path sheet = grid.sheet().get();
        Pictures.write(grid.contactSheet(), sheet, options);
        spec.commandLine().getOut().println(sheet);
      }
      return code;
    }
  }

  private Start start() {
    for (Start.Kind kind : Start.Kind.values()) {
      if (kind != Start.Kind.PICTURE && init.toLowerCase(Locale.ROOT).equals(kind.toString())) {
        return Start.of(kind);
      }
    }
    return new Start(Start.Kind.PICTURE, Optional.of(Pictures.read(Path.of(init))));
  }

  private Model pooled(Model own) {
    boolean average =
        pooling == null ? own.suggested().taste().averagePooling() : pooling == Pooling.AVERAGE;
    return average ? own.withGraph(AveragePooled.of(own.graph())) : own;
  }

  /** What is done to each photo in each style. */
  private final class Paintings implements Jobs.Work {
    private final Jobs jobs;
    private final StyleGrid grid;
    private final StylizeSettings settings;
    private final Session session;
    private final Map<StyleSet, List<Style>> read = new HashMap<>();

    Paintings(Jobs jobs, StyleGrid grid, StylizeSettings settings, Session session) {
      this.jobs = jobs;
      this.grid = grid;
      this.settings = settings;
      this.session = session;
    }

    @Override
    public String name(Batch.Job job) {
      return Batch.stem(job.output());
    }

    @Override
    public RunResult on(Batch.Job job, Picture photo, Consumer<RunEvent> listener) {
      jobs.tellOfSize(job, photo, size, StylizeSettings.LARGEST_BY_ITSELF, "painted");
      List<Style> styles =
          read.computeIfAbsent(grid.styles(job), set -> set.read(look.styleWeights, look.masks));
      Checkpoints checkpoints =
          new Checkpoints(
              Optional.ofNullable(checkpoint), CHECKPOINT_SECONDS, Optional.ofNullable(resume));
      RunContext context = new RunContext(session, listener, jobs.interrupted());
      return new StylizeRecipe().run(photo, styles, settings, context, checkpoints);
    }

    @Override
    public Map<String, String> text(Batch.Job job) {
      List<String> made = new ArrayList<>();
      made.add("style " + grid.styles(job).name());
      if (look.styleWeights != null) {
        made.add("style weights " + look.styleWeights);
      }
      if (look.masks != null) {
        made.add("masks " + look.masks.stream().map(Path::getFileName).toList());
      }
      made.add("model " + session.model().name());
      made.add(settings.text());
      return Provenance.of(made, model.engine());
    }
  }
}
