package reverie.cli;

import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import reverie.support.Ranges;

/** What a layer sees in a photo, exaggerated. */
@Command(
    name = "caricature",
    description = {
      "Paints what a layer sees in a photo, exaggerated: a picture from noise whose features point",
      "where the photo's do, as far as they can. Prints how the layer sees the picture beside the",
      "photo: the features' relative error, mean cosine and relative length; tabs between."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    sortOptions = false)
final class CaricatureCommand implements Callable<Integer>, Computing {
  @Spec private CommandSpec spec;

  @Option(
      names = "--power",
      paramLabel = "P",
      defaultValue = "1",
      description =
          "Of the cosine: 0 exaggerates all it can, more stays with what the photo has. Default: ${DEFAULT-VALUE}.")
  private double power;

  @Mixin private EchoOptions options;

  @Override
  public Integer call() {
    Ranges.check("--power", power, 0, 100);
    return options.run(
        spec,
        Wording.CARICATURE,
        model -> {
          List<String> dream = model.suggested().dream();
          return dream.get(dream.size() - 1);
        },
        (recipe, photo, layer) -> recipe.caricature(photo, layer, power));
  }
}
