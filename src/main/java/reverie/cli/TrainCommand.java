package reverie.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.function.ToDoubleFunction;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import reverie.gallery.Chart;
import reverie.image.Pictures;
import reverie.image.WriteOptions;
import reverie.recipe.LabelledPictures;
import reverie.recipe.TrainRecipe;
import reverie.recipe.TrainSettings;
import reverie.support.OutputFile;
import reverie.support.Ranges;

/** Training. */
@Command(
    name = "train",
    description = "Trains a network: 'train digits' the lecture's, which is built in as 'lecture'.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    subcommands = TrainCommand.Digits.class)
final class TrainCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    spec.commandLine().usage(spec.commandLine().getErr());
    return ExitCode.USAGE;
  }

  /** The lecture's network. */
  @Command(
      name = "digits",
      description = {
        "Trains the lecture's network on handwritten digits, white on black, and prints a line an epoch:",
        "the loss, and how many of the training and of the held-out pictures are told right.",
        "Saves the weights, which DeepLearning4J reads as well, and a plot of these figures beside them."
      },
      mixinStandardHelpOptions = true,
      versionProvider = Version.class,
      sortOptions = false)
  static final class Digits implements Callable<Integer> {
    private static final Wording WORDING = new Wording("epoch", "loss", false);

    @Spec private CommandSpec spec;

    @Parameters(
        paramLabel = "SHEET|FOLDER",
        description = {
          "A sheet of cells, digits 0 to 9 from the top in the same number of rows each,",
          "or a folder with folders 0 to 9 of pictures."
        })
    private Path pictures;

    @Option(
        names = {"-o", "--output"},
        paramLabel = "FILE",
        defaultValue = "digits.zip",
        description =
            "The weights; the plot has the same name with .png. Default: ${DEFAULT-VALUE}.")
    private Path output;

    @Option(
        names = "--cell",
        paramLabel = "PIXELS",
        defaultValue = "20",
        description = "Side of a sheet's cells. Default: ${DEFAULT-VALUE}.")
    private int cell;

    @Option(
        names = "--epochs",
        paramLabel = "N",
        defaultValue = "" + TrainSettings.EPOCHS,
        description = "How often each picture is seen. Default: ${DEFAULT-VALUE}.")
    private int epochs;

    @Option(
        names = "--batch",
        paramLabel = "N",
        defaultValue = "" + TrainSettings.BATCH,
        description = "Pictures a step. Default: ${DEFAULT-VALUE}.")
    private int batch;

    @Option(
        names = "--rate",
        paramLabel = "RATE",
        defaultValue = "" + TrainSettings.RATE,
        description = "How far a step of Adam goes. Default: ${DEFAULT-VALUE}.")
    private double rate;

    @Option(
        names = "--shift",
        paramLabel = "PIXELS",
        defaultValue = "" + TrainSettings.SHIFT,
        description =
            "Pictures are moved by up to so many pixels before each step. Default: ${DEFAULT-VALUE}.")
    private int shift;

    @Option(
        names = "--held-out",
        paramLabel = "SHARE",
        defaultValue = "" + TrainSettings.HELD_OUT,
        description = "Of the pictures: asked about, never learnt from. Default: ${DEFAULT-VALUE}.")
    private double heldOut;

    @Option(
        names = "--seed",
        paramLabel = "N",
        defaultValue = "" + TrainSettings.SEED,
        description =
            "Of weights, split and order: the same seed, the same file. Default: ${DEFAULT-VALUE}.")
    private long seed;

    @Option(names = "--force", description = "Replace files that exist.")
    private boolean force;

    @Option(
        names = {"-q", "--quiet"},
        description = "No progress.")
    private boolean quiet;

    @Override
    public Integer call() {
      TrainSettings settings = new TrainSettings(epochs, batch, rate, shift, heldOut, seed);
      Ranges.check("--cell", cell, 4, 1000);
      Path plot = output.resolveSibling(Batch.stem(output) + ".png");
      OutputFile.check(output, force);
      OutputFile.check(plot, force);
      LabelledPictures.Split split = LabelledPictures.read(pictures, cell).split(heldOut, seed);
      PrintWriter out = spec.commandLine().getOut();
      PrintWriter err = spec.commandLine().getErr();
      TrainRecipe.Result result;
      try (Interruption interruption = Interruption.watch();
          Progress progress = quiet ? null : Progress.of("digits", err, WORDING)) {
        result =
            new TrainRecipe()
                .run(
                    split,
                    settings,
                    event -> {
                      if (progress != null) {
                        progress.accept(event);
                      }
                    },
                    epoch -> print(epoch, out),
                    interruption::requested);
        if (result.epochs().isEmpty()) {
          err.println(spec.qualifiedName(" ") + ": stopped in the first epoch; nothing is written");
          return ExitCode.INTERRUPTED;
        }
        result.network().save(output);
        Pictures.write(chart(result.epochs()).draw(), plot, WriteOptions.DEFAULT);
      }
      out.println(output);
      out.println(plot);
      if (!result.completed()) {
        err.println(spec.qualifiedName(" ") + ": stopped; the weights so far are in " + output);
      }
      return result.completed() ? ExitCode.DONE : ExitCode.INTERRUPTED;
    }

    private static void print(TrainRecipe.Epoch epoch, PrintWriter out) {
      out.printf(
          Locale.ROOT,
          "epoch %d loss %.4f training %.2f %% held out %.2f %%%n",
          epoch.number(),
          epoch.loss(),
          100 * epoch.training(),
          100 * epoch.heldOut());
      out.flush();
    }

    private static Chart chart(List<TrainRecipe.Epoch> epochs) {
      double[] x = epochs.stream().mapToDouble(TrainRecipe.Epoch::number).toArray();
      return new Chart(
          "Training on digits",
          "epoch",
          "told wrong, %",
          List.of(
              Chart.Line.of("training", x, percent(epochs, e -> 1 - e.training())),
              Chart.Line.of("held out", x, percent(epochs, e -> 1 - e.heldOut())),
              new Chart.Line(
                  "loss",
                  x,
                  epochs.stream().mapToDouble(TrainRecipe.Epoch::loss).toArray(),
                  true)));
    }

    private static double[] percent(
        List<TrainRecipe.Epoch> epochs, ToDoubleFunction<TrainRecipe.Epoch> share) {
      return epochs.stream().mapToDouble(e -> 100 * share.applyAsDouble(e)).toArray();
    }
  }
}
