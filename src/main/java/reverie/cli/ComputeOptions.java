package reverie.cli;

import picocli.CommandLine.Option;
import reverie.network.EngineOptions;
import reverie.network.Precision;
import reverie.support.UsageException;

/** How a network is computed: the same options for every command that runs one. */
final class ComputeOptions {
  @Option(
      names = "--engine",
      paramLabel = "NAME",
      defaultValue = "auto",
      description =
          "${COMPLETION-CANDIDATES}. auto: onednn where its binary loads, else nd4j; direct: onednn without"
              + " Winograd's algorithm. Default: auto.")
  private EngineOptions.Kind engine;

  @Option(
      names = "--threads",
      paramLabel = "N",
      defaultValue = "0",
      description = "Threads of the engine, 1 or more; 0: as many as there are cores. Default: 0.")
  private int threads;

  @Option(
      names = "--precision",
      paramLabel = "NAME",
      defaultValue = "f32",
      description =
          "${COMPLETION-CANDIDATES}: numbers inside the engine; bf16 is a faster draft. Default: f32.")
  private Precision precision;

  /**
   * What was chosen.
   *
   * @throws UsageException if there cannot be so many threads
   */
  EngineOptions engine() {
    if (threads < 0 || threads > 1024) {
      throw new UsageException(
          "--threads: expected 0 to 1024, found " + threads, "0 uses every core.");
    }
    return new EngineOptions(engine, threads, precision);
  }
}
