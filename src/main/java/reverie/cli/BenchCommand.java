package reverie.cli;

import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import reverie.network.EngineOptions;
import reverie.recipe.BenchRecipe;
import reverie.recipe.PeakMemory;
import reverie.recipe.Workload;
import reverie.support.UsageException;

/** The engine's speed. */
@Command(
    name = "bench",
    description = {
      "Times one step (forward, loss, gradient of the image) with random weights, and prints one line.",
      "style: VGG-19 to relu5_1, Gram and content losses. dream: GoogLeNet to inception_4c, sum of squares."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
final class BenchCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(index = "0", paramLabel = "WORKLOAD", description = "${COMPLETION-CANDIDATES}.")
  private Workload workload;

  @Parameters(index = "1", paramLabel = "WIDTHxHEIGHT", description = "Of the image, in pixels.")
  private PixelSize size;

  @Mixin private ComputeOptions compute;

  @Option(
      names = "--steps",
      paramLabel = "N",
      defaultValue = "7",
      description = "Steps that are timed, after two that are not. Default: ${DEFAULT-VALUE}.")
  private int steps;

  @Override
  public Integer call() {
    if (steps < 1) {
      throw new UsageException("--steps: expected 1 or more, found " + steps, "");
    }
    EngineOptions options = compute.engine();
    BenchRecipe.Result result =
        new BenchRecipe()
            .run(new BenchRecipe.Settings(workload, size.width(), size.height(), steps, options));
    spec.commandLine()
        .getOut()
        .printf(
            Locale.ROOT,
            "reverie %s %s %s median_ms=%.1f peak_mib=%s%n",
            lower(workload),
            size,
            lower(options.precision()),
            result.medianMs(),
            PeakMemory.mebibytes());
    return ExitCode.DONE;
  }

  private static String lower(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }
}
