package reverie.cli;

import java.io.PrintWriter;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import reverie.support.UserException;
import reverie.weights.Cache;
import reverie.zoo.Architecture;
import reverie.zoo.Architectures;
import reverie.zoo.Catalogue;
import reverie.zoo.Model;
import reverie.zoo.ModelSummary;
import reverie.zoo.Models;
import reverie.zoo.Offer;

/** What networks there are, and their layers. */
@Command(
    name = "models",
    description = "Lists the networks that are known; 'models show NAME' lists a network's layers.",
    subcommands = {ModelsPullCommand.class, ModelsConvertCommand.class},
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
final class ModelsCommand implements Callable<Integer> {
  private static final int DEFAULT_SIZE = 299;
  private static final int SMALL_SIZE = 224;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    return list();
  }

  /** The networks, and the weights that can be fetched. */
  @Command(
      name = "list",
      description = "Lists the networks that are known, and the weights that can be fetched.",
      mixinStandardHelpOptions = true,
      versionProvider = Version.class)
  Integer list() {
    PrintWriter out = spec.commandLine().getOut();
    for (Architecture architecture : Architectures.ALL.all()) {
      if (architecture.embedded().isPresent()) {
        Model model = Models.load(architecture.name());
        int side = model.sideFor(DEFAULT_SIZE);
        ModelSummary summary = ModelSummary.of(model.graph(), side, side);
        out.printf(
            Locale.ROOT,
            "%-16s %s; %d layers, %,d parameters%n",
            model.name(),
            model.description(),
            summary.layers().size(),
            summary.parameters());
      } else {
        out.printf("%-16s %s%n", architecture.name(), architecture.description());
      }
    }
    out.printf("%nweights to fetch with 'reverie models pull NAME':%n");
    for (Offer offer : Catalogue.ALL.all()) {
      out.printf(
          "%-24s %4d MB  %-8s %s%n",
          offer.name(),
          offer.mebibytes(),
          offer.fetched().isPresent() ? "fetched" : "",
          offer.licence());
    }
    out.printf("%nany other file: --model FILE%n");
    return ExitCode.DONE;
  }

  /** Checks what was fetched. */
  @Command(
      name = "verify",
      description = "Checks the weights that were fetched against their checksums.",
      mixinStandardHelpOptions = true,
      versionProvider = Version.class)
  Integer verify() {
    PrintWriter out = spec.commandLine().getOut();
    int wrong = 0;
    for (Offer offer : Catalogue.ALL.all()) {
      if (offer.fetched().isPresent()) {
        boolean fits = offer.checksum().fits(offer.place());
        wrong += fits ? 0 : 1;
        out.printf("%-24s %s  %s%n", offer.name(), fits ? "right" : "WRONG", offer.place());
      }
    }
    if (wrong > 0) {
      throw new UserException(
          wrong + " of the files that were fetched " + (wrong == 1 ? "is" : "are") + " damaged",
          "Fetch again what is marked WRONG: reverie models pull NAME --force.");
    }
    return ExitCode.DONE;
  }

  /** Where weights are kept. */
  @Command(
      name = "where",
      description = "Prints the folder that fetched weights are kept in (set it by REVERIE_CACHE).",
      mixinStandardHelpOptions = true,
      versionProvider = Version.class)
  Integer where() {
    spec.commandLine().getOut().println(Cache.folder());
    return ExitCode.DONE;
  }

  /** A network's layers. */
  @Command(
      name = "show",
      description =
          "Lists a network's layers: name, kind, output shape (channels x height x width), parameters.",
      mixinStandardHelpOptions = true,
      versionProvider = Version.class)
  Integer show(
      @Parameters(paramLabel = "NAME|FILE", description = "The network, or a file of weights.")
          String name,
      @Option(
              names = "--architecture",
              paramLabel = "NAME",
              description = "Takes the file for this network.")
          String architecture,
      @Option(
              names = "--size",
              paramLabel = "WIDTHxHEIGHT",
              description =
                  "Of the picture that the shapes are for, in pixels. Default: 299x299, or the size that the network takes.")
          PixelSize wanted) {
    PrintWriter out = spec.commandLine().getOut();
    Model model = Models.named(name, Optional.ofNullable(architecture));
    PixelSize size = wanted == null ? fitting(model) : wanted;
    ModelSummary summary = ModelSummary.of(model.graph(), size.width(), size.height());
    out.printf("%s: %s%n", model.name(), model.description());
    out.printf("layers for a picture of %s pixels; at least %d%n%n", size, model.minimalSize());
    out.printf("%-20s %-16s %15s %12s%n", "layer", "kind", "shape", "parameters");
    for (ModelSummary.Layer layer : summary.layers()) {
      out.printf(
          Locale.ROOT,
          "%-20s %-16s %15s %,12d%n",
          layer.name(),
          layer.kind(),
          layer.shape(),
          layer.parameters());
    }
    out.printf(
        Locale.ROOT,
        "%n%d layers, %,d parameters%n",
        summary.layers().size(),
        summary.parameters());
    out.printf("dreams well: %s%n", String.join(", ", model.suggested().dream()));
    out.printf("style: %s%n", String.join(", ", model.suggested().style()));
    out.printf("content: %s%n", String.join(", ", model.suggested().content()));
    if (!model.labels().isEmpty()) {
      out.printf("classes: %d, the first '%s'%n", model.labels().size(), model.labels().get(0));
    }
    if (!model.graph().aliases().isEmpty()) {
      out.println("other names:");
      model.graph().aliases().forEach((alias, own) -> out.printf("  %s = %s%n", alias, own));
    }
    if (!model.notice().isEmpty()) {
      out.printf("%n%s%n", model.notice().strip());
    }
    return ExitCode.DONE;
  }

  /** The size that most networks show well at, or the one that a matrix at the end asks for. */
  static PixelSize fitting(Model model) {
    int side = model.takes(DEFAULT_SIZE) ? DEFAULT_SIZE : model.sideFor(SMALL_SIZE);
    return new PixelSize(side, side);
  }
}
