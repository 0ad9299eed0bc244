package reverie.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
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
import reverie.image.Pictures;
import reverie.image.WriteOptions;
import reverie.network.EngineOptions;
import reverie.recipe.BenchRecipe;
import reverie.recipe.Workload;
import reverie.support.OutputFile;
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
      description = "Steps that are timed, after a second that is not. Default: ${DEFAULT-VALUE}.")
  private int steps;

  @Option(
      names = "--sweep",
      paramLabel = "FILE",
      description = {
        "Measures smaller images first, from a quarter of a megapixel on, each twice as large as the",
        "last, and draws time and memory into FILE, a PNG or JPEG. What does not fit is looked at in tiles."
      })
  private Path sweep;

  @Option(names = "--force", description = "Writes over a file that is there.")
  private boolean force;

  @Mixin private MemoryOptions memory;

  @Override
  public Integer call() {
    if (steps < 1) {
      throw new UsageException("--steps: expected 1 or more, found " + steps, "");
    }
    EngineOptions chosen = compute.engine();
    EngineOptions options =
        new EngineOptions(chosen.kind(), chosen.threads(), chosen.precision(), memory.bytes());
    BenchRecipe.Settings settings =
        new BenchRecipe.Settings(workload, size.width(), size.height(), steps, options);
    if (sweep == null) {
      print(new BenchRecipe().run(settings), options);
      return ExitCode.DONE;
    }
    OutputFile.check(sweep, force);
    List<BenchRecipe.Result> results =
        new BenchRecipe().sweep(settings, result -> print(result, options));
    Pictures.write(chart(results).draw(), sweep, WriteOptions.DEFAULT);
    spec.commandLine().getOut().println(sweep);
    return ExitCode.DONE;
  }

  private void print(BenchRecipe.Result result, EngineOptions options) {
    PrintWriter out = spec.commandLine().getOut();
    out.printf(
        Locale.ROOT,
        "reverie %s %dx%d %s median_ms=%.1f peak_mib=%s",
        lower(workload),
        result.width(),
        result.height(),
        lower(options.precision()),
        result.medianMs(),
        Double.isNaN(result.peakMebibytes())
            ? "unknown"
            : String.format(Locale.ROOT, "%.0f", result.peakMebibytes()));
    if (sweep != null) {
      out.printf(
          Locale.ROOT,
          " ms_per_megapixel=%.1f tiles=%d",
          result.medianMs() / result.megapixels(),
          result.tiles());
    }
    out.println();
    out.flush();
  }

  private Chart chart(List<BenchRecipe.Result> results) {
    double[] x = results.stream().mapToDouble(BenchRecipe.Result::megapixels).toArray();
    double[] time =
        results.stream().mapToDouble(r -> r.medianMs() / r.megapixels() / 1000).toArray();
    double[] peak = results.stream().mapToDouble(r -> r.peakMebibytes() / 1024).toArray();
    return new Chart(
        "One step, workload " + lower(workload),
        "megapixels",
        "seconds a megapixel",
        List.of(
            Chart.Line.of("seconds a megapixel", x, time),
            new Chart.Line("memory at most so far, GiB", x, peak, true)));
  }

  private static String lower(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }
}
