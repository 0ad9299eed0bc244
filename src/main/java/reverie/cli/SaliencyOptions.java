package reverie.cli;

import java.util.Optional;
import picocli.CommandLine.Option;
import reverie.recipe.SaliencySettings;

/** How the pixels that matter are found. */
final class SaliencyOptions {
  @Option(
      names = "--size",
      paramLabel = "PIXELS",
      defaultValue = "" + SaliencySettings.SIZE,
      description =
          "The photo's long side at most; a network of one size sees the square in its middle. Default: ${DEFAULT-VALUE}.")
  private int size;

  @Option(
      names = "--layer",
      paramLabel = "NAME",
      description = {
        "Of gradcam. Default: the last of more than one position that all of the objective goes",
        "through: with channel:mixed4:42, mixed4."
      })
  private String layer;

  @Option(
      names = "--samples",
      paramLabel = "N",
      defaultValue = "" + SaliencySettings.SAMPLES,
      description = "Noisy copies of smoothgrad. Default: ${DEFAULT-VALUE}.")
  private int samples;

  @Option(
      names = "--noise",
      paramLabel = "SHARE",
      defaultValue = "" + SaliencySettings.NOISE,
      description =
          "Of smoothgrad: deviation, a share of the photo's range of colours. Default: ${DEFAULT-VALUE}.")
  private double noise;

  @Option(
      names = "--steps",
      paramLabel = "N",
      defaultValue = "" + SaliencySettings.STEPS,
      description = {
        "Of integrated, at first: doubled, at most "
            + SaliencySettings.DOUBLINGS
            + " times, until the sum is right to a hundredth.",
        "Default: ${DEFAULT-VALUE}."
      })
  private int steps;

  @Option(
      names = "--baseline",
      paramLabel = "NAME",
      defaultValue = "black",
      description =
          "Where integrated begins: black, grey, blurred (the photo, by a tenth of its side). Default: ${DEFAULT-VALUE}.")
  private SaliencySettings.Baseline baseline;

  @Option(
      names = "--square",
      paramLabel = "PIXELS",
      description = "Side of occlusion's grey square. Default: an eighth of the long side.")
  private Integer square;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "0",
      description = "Of smoothgrad's noise: the same seed, the same map. Default: 0.")
  private long seed;

  SaliencySettings settings() {
    return new SaliencySettings(
        size,
        samples,
        noise,
        steps,
        baseline,
        Optional.ofNullable(layer),
        Optional.ofNullable(square),
        seed);
  }
}
