package reverie.cli;

import java.nio.file.Path;
import picocli.CommandLine.Option;
import reverie.support.UsageException;

/**
 * Where results go, and what is told on the way: the same options for every command that makes
 * pictures.
 */
final class OutputOptions {
  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE|FOLDER",
      description = {
        "The result: .png, .jpg or .tif; for several photos a folder, made if it is not there.",
        "Default: the photo's name with '-dream.png' or '-STYLE.png', in the working folder."
      })
  String output;

  @Option(
      names = "--quality",
      paramLabel = "1-100",
      defaultValue = "95",
      description = "Of JPEG results. Default: ${DEFAULT-VALUE}.")
  int quality;

  @Option(names = "--force", description = "Replace files that exist.")
  boolean force;

  @Option(
      names = {"-q", "--quiet"},
      description = "No progress.")
  boolean quiet;

  @Option(
      names = "--save-every",
      paramLabel = "N",
      defaultValue = "0",
      description =
          "Save a picture every N steps, beside the result, with the step in its name; 0: none. Default: 0.")
  int saveEvery;

  @Option(
      names = "--preview",
      paramLabel = "FILE",
      description =
          "Keep a picture of the work so far here, renewed every 2 seconds and at the end.")
  Path preview;

  @Option(
      names = "--trace",
      paramLabel = "FILE",
      description =
          "Write a JSON line a step here: octave or scale, step, size, value of each term, ms.")
  Path trace;

  /**
   * The quality.
   *
   * @throws UsageException if it is out of its range
   */
  int checkedQuality() {
    if (quality < 1 || quality > 100) {
      throw new UsageException("--quality: expected 1 to 100, found " + quality, "");
    }
    return quality;
  }
}
