package reverie.cli;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import reverie.support.OutputFile;
import reverie.support.UsageException;
import reverie.weights.Checkpoint;
import reverie.weights.LayersModel;
import reverie.weights.Safetensors;
import reverie.weights.WeightFormats;
import reverie.weights.Weights;
import reverie.zoo.Models;

/** Rewrites weights of any format as safetensors. */
@Command(
    name = "convert",
    description = "Writes weights of any known format as safetensors, under the same names.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
final class ModelsConvertCommand implements Callable<Integer> {
  /** Number formats of the result. */
  enum Stored {
    F32,
    F16,
    Q8
  }

  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "FILE", description = "The weights.")
  private Path file;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE.safetensors",
      required = true,
      description = "The result.")
  private Path output;

  @Option(
      names = "--precision",
      paramLabel = "f32|f16|q8",
      defaultValue = "F32",
      description =
          "Of the result: f16 is half as large and keeps three decimal digits; q8 is a quarter, a byte a number with a range for each output channel, for Reverie only. Default: ${DEFAULT-VALUE}.")
  private Stored precision;

  @Option(names = "--force", description = "Replace a file that exists.")
  private boolean force;

  @Override
  public Integer call() {
    if (!output.toString().endsWith(".safetensors")) {
      throw new UsageException(
          output + ": expected a name that ends in .safetensors", "Name the result so.");
    }
    OutputFile.check(output, force);
    Checkpoint checkpoint = WeightFormats.open(file);
    Weights weights = Models.arrays(checkpoint);
    Map<String, String> metadata = new LinkedHashMap<>(weights.metadata());
    if (checkpoint instanceof LayersModel layers) {
      metadata.put(LayersModel.METADATA, layers.topology().toString());
    }
    switch (precision) {
      case F32 -> Safetensors.write(output, weights.tensors(), metadata);
      case F16 -> Safetensors.writeHalf(output, weights.tensors(), metadata);
      case Q8 -> Safetensors.writeEightBit(output, weights.tensors(), metadata);
    }
    spec.commandLine().getOut().println(output);
    return ExitCode.DONE;
  }
}
