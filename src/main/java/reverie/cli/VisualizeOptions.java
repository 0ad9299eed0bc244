package reverie.cli;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import picocli.CommandLine.Option;
import reverie.image.Picture;
import reverie.image.Pictures;
import reverie.recipe.PixelRegularisation;
import reverie.recipe.Session;
import reverie.recipe.VisualizeMethod;
import reverie.recipe.VisualizeMethods;
import reverie.recipe.VisualizeSettings;
import reverie.support.UsageException;

/** How what units look for is painted. */
final class VisualizeOptions {
  @Option(
      names = "--canvas",
      paramLabel = "NAME",
      defaultValue = "fourier",
      description =
          "fourier (Lucid's), maco (phases with natural magnitudes), pixels (Yosinski's). Default: ${DEFAULT-VALUE}.")
  private String canvas;

  @Option(
      names = "--size",
      paramLabel = "PIXELS",
      description = "Side of the picture. Default: 224, or the size that the network takes.")
  private Integer size;

  @Option(
      names = "--steps",
      paramLabel = "N",
      defaultValue = "0",
      description = "Steps of ascent; 0: as many as the canvas needs, 256. Default: 0.")
  private int steps;

  @Option(
      names = "--rate",
      paramLabel = "RATE",
      defaultValue = "0",
      description =
          "How far a step goes; 0: the canvas's own, fourier 0.05, maco 0.1, pixels 0.02. Default: 0.")
  private double rate;

  @Option(
      names = "--plain",
      description =
          "Look at the picture as it is, not framed, moved, scaled and turned: patterns of high frequency win.")
  private boolean plain;

  @Option(
      names = "--regularize",
      paramLabel = "SET|NAME=N,...",
      description =
          "With --canvas pixels: set 1 to 4 of Yosinski et al., none, or decay (share a step), blur (pixels) and every (steps), small-norm and small-benefit (percentages of pixels made grey). Default: 1.")
  private String regularize;

  @Option(
      names = "--from",
      paramLabel = "noise|grey|PHOTO",
      defaultValue = "noise",
      description =
          "What the picture begins as; of a photo, the square in the middle. Not of maco. Default: ${DEFAULT-VALUE}.")
  private String from;

  @Option(
      names = "--diversity",
      paramLabel = "WEIGHT",
      defaultValue = "" + VisualizeSettings.DIVERSITY,
      description =
          "With --count: how much the pictures are to differ, beside an objective of weight 1. Default: ${DEFAULT-VALUE}.")
  private double diversity;

  @Option(
      names = "--alignment",
      paramLabel = "WEIGHT",
      defaultValue = "" + VisualizeSettings.ALIGNMENT,
      description =
          "With --to: how much neighbours are to be alike, beside an objective of weight 1. Default: ${DEFAULT-VALUE}.")
  private double alignment;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "0",
      description =
          "Of noise and looks: the same seed, the same picture. Default: ${DEFAULT-VALUE}.")
  private long seed;

  /** What was chosen, for that network. */
  VisualizeSettings settings(Session session) {
    VisualizeMethod method = VisualizeMethods.ALL.get(canvas);
    if (regularize != null && !method.regularised()) {
      throw new UsageException(
          "--regularize is for --canvas pixels, found --canvas " + canvas,
          "Leave one of them out.");
    }
    if (method.name().equals("maco") && !from.equals("noise")) {
      throw new UsageException(
          "--from " + from + ": --canvas maco begins with noise", "Choose another canvas.");
    }
    int side = size == null ? session.model().sideFor(VisualizeSettings.SIZE) : size;
    return new VisualizeSettings(
        method,
        side,
        steps,
        rate,
        !plain,
        PixelRegularisation.parse(regularize == null ? PixelRegularisation.DEFAULT : regularize),
        start(side),
        diversity,
        alignment,
        seed);
  }

  private Optional<Picture> start(int side) {
    if (from.equals("noise")) {
      return Optional.empty();
    }
    if (from.equals("grey")) {
      float[] grey = new float[3 * side * side];
      Arrays.fill(grey, 0.5f);
      return Optional.of(Picture.of(side, side, grey));
    }
    return Optional.of(Pictures.read(Path.of(from)));
  }
}
