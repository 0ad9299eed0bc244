package reverie.cli;

import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import reverie.gallery.Chart;
import reverie.gallery.Page;
import reverie.gallery.PixelSheet;
import reverie.image.Picture;
import reverie.image.Pictures;
import reverie.image.WriteOptions;
import reverie.network.EngineOptions;
import reverie.network.engine.Networks;
import reverie.recipe.BuildingBlocks;
import reverie.recipe.Classifier;
import reverie.recipe.LabelledPictures;
import reverie.recipe.LectureRecipe;
import reverie.recipe.RunContext;
import reverie.recipe.Session;
import reverie.recipe.SignAttack;
import reverie.recipe.TrainSettings;
import reverie.support.Folders;
import reverie.support.OutputFile;
import reverie.support.Ranges;
import reverie.weights.Source;
import reverie.zoo.Models;

/** The lecture's experiment, as a page. */
@Command(
    name = "lecture",
    description = {
      "Makes the lecture on convolutional networks as one page: the building blocks with their numbers,",
      "the filters of a network for digits, what excites each of its units, and the pictures that it takes",
      "for digits. 'lecture attack' attacks it on many digits."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    sortOptions = false)
final class LectureCommand implements Callable<Integer> {
  private static final String MODEL = "lecture";

  @Spec private CommandSpec spec;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FOLDER",
      defaultValue = "lecture",
      description =
          "Where the page and its pictures go, made if it is not there. Default: ${DEFAULT-VALUE}.")
  private Path output;

  @Option(
      names = "--steps",
      paramLabel = "N",
      defaultValue = "" + LectureRecipe.Settings.STEPS,
      description = "Steps of ascent for each picture. Default: ${DEFAULT-VALUE}.")
  private int steps;

  @Option(
      names = "--units",
      paramLabel = "N",
      defaultValue = "100",
      description = "At most so many of the second and the dense layer. Default: ${DEFAULT-VALUE}.")
  private int units;

  @Option(
      names = "--ink",
      paramLabel = "WEIGHT",
      defaultValue = "" + LectureRecipe.Settings.INK,
      description =
          "Of the mean brightness (L1), which is taken off a digit's score. Default: ${DEFAULT-VALUE}.")
  private double ink;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "0",
      description = "Of the noise: the same seed, the same page. Default: 0.")
  private long seed;

  @Option(names = "--force", description = "Replace files that exist.")
  private boolean force;

  @Option(
      names = {"-q", "--quiet"},
      description = "No progress.")
  private boolean quiet;

  @Mixin private Network network;

  /** Which weights, and how they are computed. */
  static final class Network {
    @Option(
        names = "--weights",
        paramLabel = "FILE",
        description = "Made by 'train digits'. Default: those that are built in.")
    private Path weights;

    @Mixin private ComputeOptions compute;

    EngineOptions engine() {
      return compute.engine();
    }

    Session open() {
      EngineOptions options = engine();
      Networks.prepare();
      return Session.open(
          weights == null ? Models.load(MODEL) : Models.load(MODEL, Source.of(weights)), options);
    }
  }

  @Override
  public Integer call() {
    LectureRecipe.Settings settings = new LectureRecipe.Settings(steps, ink, seed);
    Ranges.check("--units", units, 1, 1000);
    if (Files.exists(output.resolve(Page.FILE))) {
      OutputFile.check(output.resolve(Page.FILE), force);
    }
    try (Interruption interruption = Interruption.watch();
        Session session = network.open();
        LectureRecipe recipe =
            new LectureRecipe(
                Classifier.of(session),
                settings,
                new RunContext(session, event -> {}, interruption::requested),
                network.engine())) {
      Folders.made(output);
      LecturePage page =
          new LecturePage(output, recipe, new BuildingBlocks(network.engine()), settings, units);
      try (Progress progress =
          quiet ? null : Progress.counting("lecture", spec.commandLine().getErr())) {
        page.write(
            (done, all) -> {
              if (progress != null) {
                progress.count(done, all);
              }
              return !interruption.requested();
            });
      }
      if (interruption.requested()) {
        spec.commandLine()
            .getErr()
            .println(spec.qualifiedName(" ") + ": stopped; the page is not written");
        return ExitCode.INTERRUPTED;
      }
    }
    spec.commandLine().getOut().println(output.resolve(Page.FILE));
    return ExitCode.DONE;
  }

  /** FGSM on the held-out digits. */
  @Command(
      name = "attack",
      description = {
        "Moves each pixel of each held-out digit by epsilon, up or down (FGSM), and prints a line for each",
        "epsilon: how many the network tells wrong. Draws them, and ten digits before and after."
      },
      mixinStandardHelpOptions = true,
      versionProvider = Version.class)
  Integer attack(
      @Parameters(
              paramLabel = "SHEET|FOLDER",
              description = "What the network was trained on, as for 'train digits'.")
          Path pictures,
      @Option(
              names = {"-o", "--output"},
              paramLabel = "FILE",
              required = true,
              description = "The chart: .png, .jpg or .tif.")
          Path chart,
      @Option(
              names = "--examples",
              paramLabel = "FILE",
              description = "Ten digits before and after the largest epsilon.")
          Path examples,
      @Option(
              names = "--epsilons",
              paramLabel = "E,...",
              split = ",",
              defaultValue = "0,0.05,0.1,0.15,0.2,0.25",
              description = "Of the range 0 to 1 of grey. Default: ${DEFAULT-VALUE}.")
          double[] epsilons,
      @Option(
              names = "--cell",
              paramLabel = "PIXELS",
              defaultValue = "20",
              description = "Side of a sheet's cells. Default: ${DEFAULT-VALUE}.")
          int cell,
      @Option(
              names = "--held-out",
              paramLabel = "SHARE",
              defaultValue = "" + TrainSettings.HELD_OUT,
              description = "As for 'train digits'. Default: ${DEFAULT-VALUE}.")
          double heldOut,
      @Option(
              names = "--seed",
              paramLabel = "N",
              defaultValue = "" + TrainSettings.SEED,
              description = "As for 'train digits': which are held out. Default: ${DEFAULT-VALUE}.")
          long split,
      @Option(names = "--force", description = "Replace files that exist.") boolean replace,
      @Mixin Network trained) {
    Ranges.check("--cell", cell, 4, 1000);
    Ranges.check("--held-out", heldOut, 0.01, 0.9);
    double largest = 0;
    for (double epsilon : epsilons) {
      Ranges.check("--epsilons", epsilon, 0, 1);
      largest = Math.max(largest, epsilon);
    }
    FoolCommand.checkPicture(chart, replace);
    if (examples != null) {
      FoolCommand.checkPicture(examples, replace);
    }
    LabelledPictures asked = LabelledPictures.read(pictures, cell).split(heldOut, split).heldOut();
    PrintWriter out = spec.commandLine().getOut();
    try (Session session = trained.open()) {
      SignAttack attack = new SignAttack(Classifier.of(session), asked);
      double[] wrong = new double[epsilons.length];
      for (int i = 0; i < epsilons.length; i++) {
        wrong[i] = 100 * attack.at(epsilons[i]).wrong();
        out.printf(
            Locale.ROOT,
            "epsilon %s: %.1f %% of %d held-out digits told wrong%n",
            epsilons[i],
            wrong[i],
            asked.size());
      }
      Chart.Line line = Chart.Line.of("held-out digits", epsilons, wrong);
      Picture drawn =
          new Chart("FGSM on the lecture's network", "epsilon", "told wrong, %", List.of(line))
              .draw();
      Pictures.write(drawn, chart, WriteOptions.DEFAULT);
      out.println(chart);
      if (examples != null) {
        Pictures.write(sheet(attack.examples(largest), out), examples, WriteOptions.DEFAULT);
        out.println(examples);
      }
    }
    return ExitCode.DONE;
  }

  /** Originals above what they became. */
  private static Picture sheet(List<SignAttack.Example> examples, PrintWriter out) {
    List<Picture> rows = new ArrayList<>();
    examples.forEach(e -> rows.add(e.original()));
    examples.forEach(e -> rows.add(e.attacked()));
    for (int i = 0; i < examples.size(); i++) {
      out.printf(
          Locale.ROOT,
          "example %d: seen as %s, %.2f %%%n",
          i,
          examples.get(i).seen().name(),
          100 * examples.get(i).seen().confidence());
    }
    return PixelSheet.of(rows, examples.size(), 3, 4);
  }
}
