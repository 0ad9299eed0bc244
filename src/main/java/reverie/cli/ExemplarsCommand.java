package reverie.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import reverie.network.EngineOptions;
import reverie.network.FeatureShape;
import reverie.network.Graph;
import reverie.recipe.ExemplarSettings;
import reverie.recipe.Exemplars;
import reverie.recipe.ExemplarsRecipe;
import reverie.recipe.Session;
import reverie.support.Folders;
import reverie.support.IndexRanges;
import reverie.support.UsageException;
import reverie.support.UserException;

/** The parts of a folder's pictures that excite channels most. */
@Command(
    name = "exemplars",
    description = {
      "Looks through a folder of pictures, and the folders in it, for what excites each channel of a layer",
      "most: of each picture the strongest position, cut out to exactly the pixels that it sees. Writes a",
      "sheet a layer (a row a channel), each crop as LAYER/CHANNEL-RANK.png, and exemplars.json. Stopped",
      "by Ctrl-C or killed, the same command goes on where it was."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    sortOptions = false)
final class ExemplarsCommand implements Callable<Integer> {
  private static final int CHANNELS_BY_ITSELF = 32;

  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "FOLDER", description = "Of pictures; thousands are as good as ten.")
  private Path folder;

  @Option(
      names = {"--layer", "--layers"},
      paramLabel = "NAME,...",
      split = ",",
      required = true,
      description = "Layers, read in one pass; 'reverie models show' lists them.")
  private List<String> layers;

  @Option(
      names = "--channels",
      paramLabel = "RANGES",
      description =
          "Of each layer, such as 0-31,40. Default: the first " + CHANNELS_BY_ITSELF + ".")
  private String channels;

  @Option(
      names = "--top",
      paramLabel = "N",
      defaultValue = "" + ExemplarSettings.TOP,
      description = "Exemplars of a channel, each of another picture. Default: ${DEFAULT-VALUE}.")
  private int top;

  @Option(
      names = "--size",
      paramLabel = "PIXELS",
      defaultValue = "" + ExemplarSettings.SIZE,
      description = "A picture with a longer side is shrunk to it. Default: ${DEFAULT-VALUE}.")
  private int size;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "DIR",
      defaultValue = "exemplars",
      description = "Where to; it is made. Default: ${DEFAULT-VALUE}.")
  private Path output;

  @Option(
      names = "--force",
      description = "Begin anew, and replace what an earlier search wrote there.")
  private boolean force;

  @Option(
      names = {"-q", "--quiet"},
      description = "No progress.")
  private boolean quiet;

  @Mixin private ModelOptions model;

  @Override
  public Integer call() {
    if (output.toAbsolutePath().normalize().startsWith(folder.toAbsolutePath().normalize())) {
      throw new UsageException(
          "-o " + output + ": lies in " + folder + ", which is looked through",
          "Choose a folder outside, or its crops would be exemplars too.");
    }
    ExemplarFiles files = new ExemplarFiles(Folders.made(output));
    try (Interruption interruption = Interruption.watch();
        Session session = model.open()) {
      ExemplarSettings settings = new ExemplarSettings(chosen(session), top, size);
      files.prepare(settings.channels().keySet(), force);
      Exemplars found;
      try (Progress progress =
          quiet ? null : Progress.counting("exemplars", spec.commandLine().getErr())) {
        found =
            new ExemplarsRecipe()
                .run(
                    folder,
                    settings,
                    session,
                    new Told(spec, progress),
                    interruption::requested,
                    Optional.of(
                        new ExemplarsRecipe.State(files.state(), computed(model.engine()))));
      }
      PrintWriter err = spec.commandLine().getErr();
      int seen = found.pictures() + found.skipped().size();
      if (!found.completed()) {
        err.printf(
            "%s: stopped after %d pictures; the same command goes on%n",
            spec.qualifiedName(" "), seen);
        return ExitCode.INTERRUPTED;
      }
      files
          .write(
              found,
              settings,
              session.model(),
              Provenance.of(spec, session.model(), OptionalLong.empty(), model.engine()))
          .forEach(spec.commandLine().getOut()::println);
      if (!found.skipped().isEmpty()) {
        err.printf(
            "%s: %d of %d pictures were skipped%n",
            spec.qualifiedName(" "), found.skipped().size(), seen);
        return ExitCode.FILE;
      }
    }
    return ExitCode.DONE;
  }

  /** What a search must share with the one that it goes on with. */
  static String computed(EngineOptions engine) {
    return engine.kind() + " " + engine.precision();
  }

  private Map<String, List<Integer>> chosen(Session session) {
    Graph graph = session.graph();
    Map<String, List<Integer>> chosen = new LinkedHashMap<>();
    for (String layer : layers) {
      int all = channels(graph, layer, session);
      if (channels == null && all > CHANNELS_BY_ITSELF && !quiet) {
        spec.commandLine()
            .getErr()
            .printf(
                "%s has %d channels, the first %d are looked at; --channels 0-%d takes all%n",
                layer, all, CHANNELS_BY_ITSELF, all - 1);
      }
      chosen.put(
          layer,
          channels == null
              ? IndexRanges.first(CHANNELS_BY_ITSELF, all)
              : IndexRanges.parse("--channels", channels, all));
    }
    return chosen;
  }

  private static int channels(Graph graph, String layer, Session session) {
    String own = graph.node(layer).name();
    int side = ModelsCommand.fitting(session.model()).width();
    Map<String, FeatureShape> shapes =
        graph.shapes(graph.needed(java.util.Set.of(own)), side, side);
    return shapes.get(own).channels();
  }

  /** Tells how far it is. */
  private record Told(CommandSpec spec, Progress progress) implements ExemplarsRecipe.Watch {
    @Override
    public void counted(int done, int all) {
      if (progress != null) {
        progress.count(done, all);
      }
    }

    @Override
    public void skipped(UserException why) {
      Errors.print(spec.commandLine().getErr(), spec.qualifiedName(" "), why);
    }

    @Override
    public void resumed(int done) {
      spec.commandLine()
          .getErr()
          .printf("%s: goes on after %d pictures%n", spec.qualifiedName(" "), done);
    }
  }
}
