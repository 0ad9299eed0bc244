package reverie.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Function;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import reverie.image.Picture;
import reverie.image.Pictures;
import reverie.image.WriteOptions;
import reverie.recipe.Echo;
import reverie.recipe.EchoRecipe;
import reverie.recipe.EchoSettings;
import reverie.recipe.RunContext;
import reverie.recipe.Session;
import reverie.zoo.Model;

/** What commands that paint from a layer's view of a photo have in common. */
final class EchoOptions {
  /** How a command paints. */
  @FunctionalInterface
  interface Work {
    Echo on(EchoRecipe recipe, Picture photo, String layer);
  }

  @Parameters(paramLabel = "PHOTO", description = "The picture.")
  private Path photo;

  @Option(
      names = "--layer",
      paramLabel = "NAME",
      description = "The layer. Default: one that the network is known to do well with.")
  private String layer;

  @Option(
      names = "--size",
      paramLabel = "PIXELS",
      defaultValue = "0",
      description =
          "Long side of the result; 0: the photo's own, at most "
              + EchoSettings.SIZE
              + ". A network of one size has its own. Default: 0.")
  private int size;

  @Option(
      names = "--steps",
      paramLabel = "N",
      defaultValue = "" + EchoSettings.STEPS,
      description = "Steps of Adam. Default: ${DEFAULT-VALUE}.")
  private int steps;

  @Option(
      names = "--rate",
      paramLabel = "RATE",
      defaultValue = "" + EchoSettings.RATE,
      description = "How far a step goes. Default: ${DEFAULT-VALUE}.")
  private double rate;

  @Option(
      names = "--start",
      paramLabel = "KIND",
      defaultValue = "noise",
      description = "What it begins with: noise, grey, photo. Default: ${DEFAULT-VALUE}.")
  private EchoSettings.Start start;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "0",
      description =
          "Of all that is random: the same seed, the same picture. Default: ${DEFAULT-VALUE}.")
  private long seed;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      description = "The result. Default: PHOTO-COMMAND.png beside the photo.")
  private Path output;

  @Option(names = "--force", description = "Replace a file that exists.")
  private boolean force;

  @Option(
      names = {"-q", "--quiet"},
      description = "No progress.")
  private boolean quiet;

  @Mixin private ModelOptions model;

  /**
   * Paints, writes and tells; returns the exit code.
   *
   * @param byItself the layer where none is named
   */
  int run(CommandSpec spec, Wording wording, Function<Model, String> byItself, Work work) {
    EchoSettings settings = new EchoSettings(size, steps, rate, start, seed);
    Path file =
        output == null
            ? photo.resolveSibling(Batch.stem(photo) + "-" + spec.name() + ".png")
            : output;
    FoolCommand.checkPicture(file, force);
    Picture picture = Pictures.read(photo);
    PrintWriter err = spec.commandLine().getErr();
    try (Interruption interruption = Interruption.watch();
        Session session = model.open();
        Progress progress = quiet ? null : Progress.of(Batch.stem(photo), err, wording)) {
      RunContext context =
          new RunContext(
              session,
              event -> {
                if (progress != null) {
                  progress.accept(event);
                }
              },
              interruption::requested);
      EchoRecipe recipe = new EchoRecipe(settings, context);
      String seen = layer == null ? byItself.apply(session.model()) : layer;
      Echo echo = work.on(recipe, picture, seen);
      if (echo.run().steps() == 0) {
        err.println(
            spec.qualifiedName(" ") + ": stopped before the first step; nothing is written");
        return ExitCode.INTERRUPTED;
      }
      Map<String, String> made =
          Provenance.of(spec, session.model(), OptionalLong.of(seed), model.engine());
      Pictures.write(echo.run().picture(), file, WriteOptions.DEFAULT.withText(made));
      print(spec, seen, recipe.likeness(echo.photo(), Pictures.read(file), seen), file);
      if (!echo.run().completed()) {
        err.println(spec.qualifiedName(" ") + ": stopped; the last whole step is in " + file);
        return ExitCode.INTERRUPTED;
      }
    }
    return ExitCode.DONE;
  }

  private static void print(CommandSpec spec, String layer, Echo.Likeness like, Path file) {
    PrintWriter out = spec.commandLine().getOut();
    out.printf(
        Locale.ROOT,
        "%s\terror %.4g\tcosine %.4g\tlength %.4g%n",
        layer,
        like.error(),
        like.cosine(),
        like.length());
    out.println(file);
  }
}
