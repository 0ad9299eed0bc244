package reverie.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import reverie.gallery.PixelSheet;
import reverie.image.Picture;
import reverie.image.Pictures;
import reverie.image.WriteOptions;
import reverie.objective.Goal;
import reverie.objective.Objectives;
import reverie.recipe.RunContext;
import reverie.recipe.Session;
import reverie.recipe.Units;
import reverie.recipe.VisualizeRecipe;
import reverie.recipe.VisualizeRecipe.Subject;
import reverie.recipe.VisualizeSettings;
import reverie.recipe.Visualized;
import reverie.support.Folders;
import reverie.support.IndexRanges;
import reverie.support.Ranges;
import reverie.support.UsageException;

/** Pictures of what units look for. */
@Command(
    name = "visualize",
    description = {
      "Paints the picture that excites a neuron, a channel, a layer, a class, or any sum of them most.",
      "Prints a line a picture: what it is of, the objective's value on the saved picture, its value on",
      "what it began with, the path."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    sortOptions = false,
    footer = {
      "",
      "An objective is a sum that is made larger, such as '" + Objectives.EXAMPLE + "'."
    })
final class VisualizeCommand implements Callable<Integer>, Computing {
  private static final Wording WORDING = new Wording("picture", "value", true);
  private static final int SHEET_COLUMNS = 8;
  private static final int SHEET_GAP = 4;
  private static final int MOST_TOGETHER = 32;

  @Spec private CommandSpec spec;

  @Option(names = "--objective", paramLabel = "EXPR", description = "What is to be excited.")
  private String objective;

  @Option(
      names = "--layer",
      paramLabel = "NAME",
      description =
          "Instead of --objective: a layer, all of it (the mean of its squares), or --channels of it.")
  private String layer;

  @Option(
      names = "--channels",
      paramLabel = "LIST",
      description = "Channels of --layer, a picture each, such as 0-31 or 3,7,40.")
  private String channels;

  @Mixin private VisualizeOptions look;

  @Option(
      names = "--count",
      paramLabel = "N",
      defaultValue = "1",
      description =
          "So many pictures of one objective that differ from each other; with --to, so many on the way. Default: 1; 5 with --to.")
  private int count;

  @Option(
      names = "--to",
      paramLabel = "EXPR",
      description = "Pictures on the way from --objective to this one, both ends included.")
  private String to;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE|FOLDER",
      description = {
        "The picture; of several a folder, made if it is not there.",
        "Default: visualize-NAME.png in the working folder; the folder 'visualize'."
      })
  private String output;

  @Option(
      names = "--sheet",
      paramLabel = "FILE",
      description = "Save all pictures side by side as one too.")
  private Path sheet;

  @Option(names = "--force", description = "Replace files that exist.")
  private boolean force;

  @Option(
      names = {"-q", "--quiet"},
      description = "No progress.")
  private boolean quiet;

  @Mixin private ModelOptions model;

  @Override
  public Integer call() {
    checkQuestion();
    try (Interruption interruption = Interruption.watch();
        Session session = model.open()) {
      VisualizeSettings settings = look.settings(session);
      List<Subject> subjects = subjects(session);
      int together = to != null && count == 1 ? 5 : count;
      List<String> names =
          subjects.size() > 1 || together == 1
              ? subjects.stream().map(Subject::name).toList()
              : numbered(subjects.get(0).name(), together);
      List<Path> files = files(names);
      Map<String, String> text =
          Provenance.of(spec, session.model(), OptionalLong.of(settings.seed()), model.engine());
      List<Picture> done = new ArrayList<>();
      if (together == 1) {
        for (int i = 0; i < subjects.size() && !interruption.requested(); i++) {
          List<Subject> one = subjects.subList(i, i + 1);
          List<Visualized> made =
              run(one.get(0).name(), settings, session, interruption, r -> r.each(one));
          save(made, files.subList(i, i + 1), text, done);
        }
      } else {
        Subject subject = subjects.get(0);
        String where = subject.goal().layers().stream().findFirst().orElseThrow();
        Optional<Subject> end = Optional.ofNullable(to).map(e -> new Subject(e, goal(session, e)));
        save(
            run(
                subject.name(),
                settings,
                session,
                interruption,
                r ->
                    end.isPresent()
                        ? r.between(subject, end.get(), where, together)
                        : r.diverse(subject, where, together)),
            files,
            text,
            done);
      }
      if (sheet != null && !done.isEmpty()) {
        Picture all = PixelSheet.of(done, SHEET_COLUMNS, 1, SHEET_GAP);
        Pictures.write(all, sheet, WriteOptions.DEFAULT.withText(text));
        spec.commandLine().getOut().println(sheet);
      }
      if (interruption.requested()) {
        spec.commandLine()
            .getErr()
            .printf(
                "%s: stopped; %d of %d pictures are written%n",
                spec.qualifiedName(" "), done.size(), files.size());
        return ExitCode.INTERRUPTED;
      }
    }
    return ExitCode.DONE;
  }

  private void checkQuestion() {
    if ((objective == null) == (layer == null)) {
      throw new UsageException(
          objective == null
              ? "expected --objective or --layer"
              : "--objective with --layer: two answers to one question",
          "Such as --layer mixed4 --channels 0-7.");
    }
    if (channels != null && layer == null) {
      throw new UsageException("--channels without --layer", "Say of which layer.");
    }
    Ranges.check("--count", count, 1, MOST_TOGETHER);
    if (to != null && (layer != null || count == 2)) {
      throw new UsageException(
          layer != null
              ? "--to with --layer: expected --objective"
              : "--count: expected at least 3 with --to, found 2",
          "Such as --objective channel:mixed4:42 --to channel:mixed4:43 --count 5.");
    }
    if (count > 1 && channels != null) {
      throw new UsageException(
          "--count with --channels: several pictures of one objective, or one of several",
          "Leave one of them out.");
    }
    if (sheet != null) {
      FoolCommand.checkPicture(sheet, force);
    }
  }

  private List<Subject> subjects(Session session) {
    if (objective != null) {
      return List.of(new Subject(objective, goal(session, objective)));
    }
    if (channels == null) {
      String text = "layer:" + Objectives.word(layer);
      return List.of(new Subject(text, session.objective(text)));
    }
    return IndexRanges.parse("--channels", channels, Units.channels(session, layer)).stream()
        .map(channel -> Units.channel(session, layer, channel))
        .toList();
  }

  private static Goal goal(Session session, String expression) {
    Goal goal = session.objective(expression);
    if (goal.layers().isEmpty()) {
      throw new UsageException(
          "'" + expression + "' asks nothing of the network",
          "Name a layer, a channel or a class in it.");
    }
    return goal;
  }

  private static List<String> numbered(String name, int count) {
    List<String> names = new ArrayList<>();
    for (int i = 1; i <= count; i++) {
      names.add(name + "-" + i);
    }
    return names;
  }

  /** Where each picture goes; finds out what cannot be written before any work is done. */
  private List<Path> files(List<String> names) {
    List<Path> files = new ArrayList<>();
    for (String name : names) {
      String stem = name.replaceAll("[^\\w.+=-]+", "-");
      Path file;
      if (names.size() > 1) {
        file = Folders.made(Path.of(output == null ? "visualize" : output)).resolve(stem + ".png");
      } else {
        file = Path.of(output == null ? "visualize-" + stem + ".png" : output);
      }
      FoolCommand.checkPicture(file, force);
      files.add(file);
    }
    return files;
  }

  /** What is painted. */
  private interface Painting {
    List<Visualized> by(VisualizeRecipe recipe);
  }

  private List<Visualized> run(
      String name,
      VisualizeSettings settings,
      Session session,
      Interruption interruption,
      Painting painting) {
    PrintWriter err = spec.commandLine().getErr();
    try (Progress progress = quiet ? null : Progress.of(name, err, WORDING)) {
      RunContext context =
          new RunContext(
              session,
              event -> {
                if (progress != null) {
                  progress.accept(event);
                }
              },
              interruption::requested);
      return painting.by(new VisualizeRecipe(settings, context));
    }
  }

  private void save(
      List<Visualized> made, List<Path> files, Map<String, String> text, List<Picture> done) {
    PrintWriter out = spec.commandLine().getOut();
    for (int i = 0; i < made.size(); i++) {
      Visualized one = made.get(i);
      Pictures.write(one.picture(), files.get(i), WriteOptions.DEFAULT.withText(text));
      out.printf(
          Locale.ROOT, "%s\t%.5g\t%.5g\t%s%n", one.name(), one.value(), one.before(), files.get(i));
      out.flush();
      done.add(one.picture());
    }
  }
}
