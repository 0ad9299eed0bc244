package reverie.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import reverie.support.Ranges;

/** A photo rebuilt from one layer's activations alone. */
@Command(
    name = "invert",
    description = {
      "Rebuilds a photo from a layer's activations alone: what is blurred, the layer no longer knows.",
      "Prints how the layer sees the picture beside the photo: the features' relative error, mean",
      "cosine and relative length; tabs between."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    sortOptions = false)
final class InvertCommand implements Callable<Integer>, Computing {
  /** Large: features of noise fit as well as those of the photo. */
  private static final String TV = "50";

  @Spec private CommandSpec spec;

  @Option(
      names = "--tv",
      paramLabel = "W",
      defaultValue = TV,
      description =
          "Weight of the total variation (squares), which smooths what the layer does not tell. Default: ${DEFAULT-VALUE}.")
  private double variation;

  @Mixin private EchoOptions options;

  @Override
  public Integer call() {
    Ranges.check("--tv", variation, 0, 1e6);
    return options.run(
        spec,
        Wording.INVERT,
        model -> model.suggested().content().get(0),
        (recipe, photo, layer) -> recipe.invert(photo, layer, variation));
  }
}
