package reverie.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;
import reverie.objective.MomentDistances;
import reverie.recipe.StylizeSettings;
import reverie.recipe.StylizeSettings.LayerWeight;
import reverie.recipe.StylizeSettings.Look;
import reverie.support.UsageException;

/** What a painting is to look like. */
final class LookOptions {
  @Option(
      names = "--style",
      paramLabel = "IMAGE,...|FOLDER",
      required = true,
      description =
          "The style: a picture; several, which are blended; or a folder, each of whose pictures is a style.")
  String style;

  @Option(
      names = "--style-weights",
      paramLabel = "W,...",
      split = ",",
      description = "Shares of the blended styles, in their order. Default: all alike.")
  List<Double> styleWeights;

  @Option(
      names = "--style-strength",
      paramLabel = "0-1",
      defaultValue = "" + Look.STRENGTH,
      description = "From 0, the photo, to 1, nothing but style. Default: ${DEFAULT-VALUE}.")
  private double strength;

  @Option(
      names = "--content-weight",
      paramLabel = "W",
      description =
          "Of the photo's shapes beside a style of weight 1, at strength 0.5. Default: the network's own.")
  private Double contentWeight;

  @Option(
      names = "--style-layers",
      paramLabel = "NAME[=W],...",
      description = "Layers whose statistics are the style. Default: the network's own choice.")
  private String styleLayers;

  @Option(
      names = "--content-layers",
      paramLabel = "NAME[=W],...",
      description = "Layers that show the photo's shapes. Default: the network's own choice.")
  private String contentLayers;

  @Option(
      names = "--style-loss",
      paramLabel = "KIND",
      defaultValue = Look.STYLE_LOSS,
      description =
          "How statistics are compared: gram, wasserstein, deviation. Default: ${DEFAULT-VALUE}.")
  private String styleLoss;

  @Option(
      names = "--style-scale",
      paramLabel = "FACTOR",
      defaultValue = "1",
      description =
          "The style's size beside the photo's: smaller than 1 gives finer strokes. Default: ${DEFAULT-VALUE}.")
  private double styleScale;

  @Option(
      names = "--style-size",
      paramLabel = "PIXELS",
      defaultValue = "0",
      description =
          "The style's long side, beside the result's, instead of --style-scale; 0: by that. Default: 0.")
  private int styleSize;

  @Option(
      names = "--style-crop",
      paramLabel = "SHARE",
      defaultValue = "" + Look.STYLE_CROP,
      description =
          "Of the style's short side, left out on each side: paintings have frames. Default: ${DEFAULT-VALUE}.")
  private double styleCrop;

  @Option(
      names = "--palette",
      paramLabel = "0-1",
      defaultValue = "" + Look.PALETTE,
      description =
          "How much of the style's colours the photo gets before the first stroke. Default: ${DEFAULT-VALUE}.")
  private double palette;

  @Option(
      names = "--tv",
      paramLabel = "[absolute=]W",
      description =
          "Weight of the total variation, which smooths: of squares, or of absolute differences. Default: the network's own.")
  private String variation;

  @Option(
      names = "--mask",
      paramLabel = "IMAGE,...",
      split = ",",
      description =
          "Where the style is painted: white = here. One for all styles, or one for each, in their order.")
  List<Path> masks;

  /** What was chosen. */
  Look look() {
    String weight = variation;
    boolean absolute = weight != null && weight.startsWith("absolute=");
    if (absolute) {
      weight = weight.substring("absolute=".length());
    }
    return new Look(
        layers("--style-layers", styleLayers),
        layers("--content-layers", contentLayers),
        MomentDistances.ALL.get(styleLoss),
        strength,
        contentWeight == null
            ? StylizeSettings.SUGGESTED
            : positive("--content-weight", "" + contentWeight),
        weight == null ? StylizeSettings.SUGGESTED : positive("--tv", weight),
        absolute,
        styleScale,
        styleSize,
        styleCrop,
        palette);
  }

  private static List<LayerWeight> layers(String option, String list) {
    List<LayerWeight> layers = new ArrayList<>();
    if (list != null) {
      for (String item : list.split(",", -1)) {
        int equals = item.lastIndexOf('=');
        String name = (equals < 0 ? item : item.substring(0, equals)).strip();
        layers.add(
            new LayerWeight(
                name, equals < 0 ? 1 : positive(option + " " + name, item.substring(equals + 1))));
      }
    }
    return layers;
  }

  private static double positive(String option, String text) {
    try {
      double value = Double.parseDouble(text.strip());
      if (value >= 0 && !Double.isInfinite(value)) {
        return value;
      }
    } catch (NumberFormatException e) {
      // Reported below, as a negative number is.
    }
    throw new UsageException(option + ": expected a number of 0 or more, found '" + text + "'", "");
  }
}
