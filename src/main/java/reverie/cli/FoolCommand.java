package reverie.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import reverie.image.Picture;
import reverie.image.Pictures;
import reverie.recipe.Classifier;
import reverie.recipe.FoolMethod;
import reverie.recipe.FoolMethods;
import reverie.recipe.FoolRecipe;
import reverie.recipe.FoolSettings;
import reverie.recipe.Regularisation;
import reverie.recipe.RunContext;
import reverie.recipe.Session;
import reverie.support.OutputFile;
import reverie.support.Ranges;
import reverie.support.UsageException;

/** Fooling images. */
@Command(
    name = "fool",
    description = {
      "Makes a picture that a network is sure of and a person is not. Prints a line a picture:",
      "class, confidence of the saved picture read back, path, with tabs between them."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    sortOptions = false,
    footer = {
      "",
      "Methods: ascent (the gradient, from noise or a photo); fgsm, pgd, minimal (from a photo, near it);",
      "pixels, cppn (evolution, MAP-Elites: one elite a class). docs/fool.md shows each."
    })
final class FoolCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(
      names = "--class",
      paramLabel = "NAME|N",
      description = "What the network is to see: a class by name, or by number from 0.")
  private String wanted;

  @Option(names = "--all-classes", description = "Each class in turn, into a folder.")
  private boolean allClasses;

  @Option(
      names = "--from",
      paramLabel = "noise|PHOTO",
      defaultValue = "noise",
      description =
          "What the picture begins as; of a photo, the square in the middle. Default: ${DEFAULT-VALUE}.")
  private String from;

  @Option(
      names = "--method",
      paramLabel = "NAME",
      description =
          "ascent, cppn, fgsm, minimal, pgd, pixels. Default: ascent from noise, pgd from a photo.")
  private String methodName;

  @Option(
      names = "--confidence",
      paramLabel = "P",
      description = "Stop there. Default: " + FoolSettings.CONFIDENCE + "; 0.5 for minimal.")
  private Double confidence;

  @Option(
      names = "--regularize",
      paramLabel = "NAME=WEIGHT,...",
      description = {
        "Make it plainer: l1, l2 (distance from the background: black for grey networks, else grey), tv",
        "(roughness), blur (after every fourth step, in pixels), such as l1=10,blur=0.4. Ascent, pgd, minimal."
      })
  private String regularize;

  @Option(
      names = "--norm",
      paramLabel = "NAME",
      defaultValue = "linf",
      description =
          "Of a photo's change: linf (the largest), l2 (root of the sum of squares). Default: ${DEFAULT-VALUE}.")
  private FoolSettings.Norm norm;

  @Option(
      names = "--epsilon",
      paramLabel = "N",
      description = {
        "How far a photo may be changed, in 1/255, by that norm.",
        "Default: 8 for fgsm, 2 for pgd (l2: 300), no bound for minimal."
      })
  private Double epsilon;

  @Option(
      names = "--steps",
      paramLabel = "N",
      description = {
        "At most so many; with --regularize, so many. Default: 2000 of ascent, 400 of pgd and",
        "with --regularize, 100 a try of minimal,",
        "5000 generations of evolution."
      })
  private Integer steps;

  @Option(
      names = "--step-size",
      paramLabel = "SIZE",
      defaultValue = "" + FoolSettings.STEP_SIZE,
      description =
          "Of ascent: root of the mean square, of the range 0 to 1 of a colour. Default: ${DEFAULT-VALUE}.")
  private double stepSize;

  @Option(
      names = "--population",
      paramLabel = "N",
      defaultValue = "" + FoolSettings.POPULATION,
      description = "Pictures a generation of evolution. Default: ${DEFAULT-VALUE}.")
  private int population;

  @Option(
      names = "--size",
      paramLabel = "PIXELS",
      description = "Side of the picture. Default: what the network takes, or 224.")
  private Integer size;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "0",
      description = "Of noise and evolution: the same seed, the same picture. Default: 0.")
  private long seed;

  @Option(
      names = "--check",
      paramLabel = "MODEL",
      description = "Tell what another network takes the picture for.")
  private String check;

  @Mixin private FoolOutput output;

  @Mixin private ModelOptions model;

  @Override
  public Integer call() {
    if (allClasses == (wanted != null)) {
      throw new UsageException(
          allClasses ? "--class with --all-classes" : "expected --class or --all-classes",
          "Say what the network is to see, such as --class 7.");
    }
    boolean noise = from.equals("noise");
    FoolMethod method =
        FoolMethods.ALL.get(methodName != null ? methodName : noise ? "ascent" : "pgd");
    Regularisation regularisation =
        regularize == null ? Regularisation.NONE : Regularisation.parse(regularize);
    if (size != null) {
      Ranges.check("--size", size, 8, 2048);
    }
    Optional<Picture> photo = noise ? Optional.empty() : Optional.of(Pictures.read(Path.of(from)));
    try (Interruption interruption = Interruption.watch();
        Session session = model.open();
        Session other = check == null ? null : model.open(check)) {
      Classifier classifier = Classifier.of(session);
      Classifier checker = other == null ? null : Classifier.of(other);
      FoolSettings settings =
          new FoolSettings(
              confidence != null ? confidence : method.confidence(),
              steps != null ? steps : steps(method, regularisation),
              stepSize,
              norm,
              epsilon != null ? epsilon : method.epsilon().of(norm),
              population,
              regularisation,
              size != null ? size : classifier.size(),
              seed);
      List<Integer> targets =
          allClasses
              ? IntStream.range(0, classifier.classes().count()).boxed().toList()
              : List.of(classifier.classes().index(wanted));
      FoolResults results =
          new FoolResults(spec, output, classifier, checker, settings, method.name(), photo);
      results.check(targets, allClasses);
      return fool(method, targets, settings, classifier, photo, results, interruption);
    }
  }

  /** A picture that is to be plain takes all its steps. */
  private static int steps(FoolMethod method, Regularisation regularisation) {
    boolean all = !regularisation.equals(Regularisation.NONE);
    return all ? Math.min(method.steps(), FoolSettings.REGULARISED_STEPS) : method.steps();
  }

  private int fool(
      FoolMethod method,
      List<Integer> targets,
      FoolSettings settings,
      Classifier classifier,
      Optional<Picture> photo,
      FoolResults results,
      Interruption interruption) {
    PrintWriter err = spec.commandLine().getErr();
    String unit = method.start() == FoolMethod.Start.NOISE ? "generation" : "step";
    Wording wording = new Wording("run", "loss", false);
    if (unit.equals("generation")) {
      wording = new Wording("run", "mean confidence", true);
    }
    try (Progress progress = output.quiet ? null : Progress.of("fool", err, wording)) {
      RunContext context =
          new RunContext(
              classifier.session(),
              event -> {
                if (progress != null) {
                  progress.accept(event);
                }
              },
              interruption::requested);
      List<Integer> missing = new ArrayList<>(targets);
      new FoolRecipe()
          .run(
              method,
              classifier,
              targets,
              photo,
              settings,
              context,
              fooled -> {
                missing.remove((Integer) fooled.target());
                results.save(fooled);
              });
      results.finish();
      if (interruption.requested()) {
        err.printf(
            Locale.ROOT,
            "%s: stopped; %d of %d pictures are written%n",
            spec.qualifiedName(" "),
            targets.size() - missing.size(),
            targets.size());
        return ExitCode.INTERRUPTED;
      }
    }
    return ExitCode.DONE;
  }

  /** Where results go. */
  static final class FoolOutput {
    @Option(
        names = {"-o", "--output"},
        paramLabel = "FILE|FOLDER",
        description = {
          "The result, .png or .tif (.jpg loses confidence); with --all-classes a folder, made if it is not",
          "there. Default: fool-CLASS.png in the working folder; the folder 'fool'."
        })
    String output;

    @Option(
        names = "--snapshots",
        description = "Save the first pictures above .99, .999 and .9999 too, beside the result.")
    boolean snapshots;

    @Option(
        names = "--report",
        paramLabel = "FOLDER",
        description =
            "Write a page here, made if it is not there: original, result, difference, confidences.")
    Path report;

    @Option(
        names = "--sheet",
        paramLabel = "FILE",
        description = "Save all results side by side, enlarged, as one picture.")
    Path sheet;

    @Option(names = "--force", description = "Replace files that exist.")
    boolean force;

    @Option(
        names = {"-q", "--quiet"},
        description = "No progress, and no top five.")
    boolean quiet;
  }

  /** Checks a picture's name and place before any work is done for it. */
  static void checkPicture(Path file, boolean force) {
    Pictures.writableFormat(file);
    OutputFile.check(file, force);
  }
}
