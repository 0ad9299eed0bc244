package reverie.cli;

import java.io.PrintWriter;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import reverie.zoo.Architecture;
import reverie.zoo.Architectures;
import reverie.zoo.Model;
import reverie.zoo.ModelSummary;
import reverie.zoo.Models;

/** What networks there are, and their layers. */
@Command(
    name = "models",
    description =
        "Lists the networks that are built in; 'models show NAME' lists a network's layers.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
final class ModelsCommand implements Callable<Integer> {
  private static final int DEFAULT_SIZE = 299;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    for (Architecture architecture : Architectures.ALL.all()) {
      if (architecture.embedded().isPresent()) {
        Model model = Models.load(architecture.name());
        int side = model.sideFor(DEFAULT_SIZE);
        ModelSummary summary = ModelSummary.of(model.graph(), side, side);
        out.printf(
            Locale.ROOT,
            "%s: %s; %d layers, %,d parameters%n",
            model.name(),
            model.description(),
            summary.layers().size(),
            summary.parameters());
      }
    }
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
      @Parameters(paramLabel = "NAME", description = "The network.") String name,
      @Option(
              names = "--size",
              paramLabel = "WIDTHxHEIGHT",
              description =
                  "Of the picture that the shapes are for, in pixels. Default: "
                      + DEFAULT_SIZE
                      + "x"
                      + DEFAULT_SIZE
                      + ", or the size that the network takes.")
          PixelSize wanted) {
    PrintWriter out = spec.commandLine().getOut();
    Model model = Models.load(name);
    int side = model.sideFor(DEFAULT_SIZE);
    PixelSize size = wanted != null ? wanted : new PixelSize(side, side);
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
    if (!model.notice().isEmpty()) {
      out.printf("%n%s%n", model.notice().strip());
    }
    return ExitCode.DONE;
  }
}
