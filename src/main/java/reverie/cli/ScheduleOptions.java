package reverie.cli;

import picocli.CommandLine.Option;
import reverie.canvas.Edge;
import reverie.optimize.Optimizers;
import reverie.recipe.StylizeSettings;
import reverie.recipe.StylizeSettings.Schedule;
import reverie.support.UsageException;

/** How a painting gets there. */
final class ScheduleOptions {
  @Option(
      names = "--scales",
      paramLabel = "N",
      defaultValue = "0",
      description =
          "Sizes it is painted at, each larger by the root of 2, 1 to 20; 0: as many as lead down to about "
              + Schedule.SMALLEST_SCALE
              + " pixels. Default: ${DEFAULT-VALUE}.")
  private int scales;

  @Option(
      names = "--steps",
      paramLabel = "N[,M]",
      defaultValue = Schedule.FIRST_STEPS + "," + Schedule.STEPS,
      description =
          "Steps at the first size and at each other; N alone: half as many there. Default: ${DEFAULT-VALUE}.")
  private String steps;

  @Option(
      names = "--optimizer",
      paramLabel = "NAME",
      defaultValue = Schedule.OPTIMIZER,
      description = "adam, lbfgs or ascent. Default: ${DEFAULT-VALUE}.")
  private String optimizer;

  @Option(
      names = "--rate",
      paramLabel = "RATE",
      description =
          "How far a step goes, falling to a tenth at each size's end. Default: adam 0.02, lbfgs 1, ascent 0.01.")
  private Double rate;

  @Option(
      names = "--average",
      paramLabel = "SHARE",
      defaultValue = "" + Schedule.AVERAGING,
      description =
          "Of the iterates' average that a step keeps; 0: the last iterate alone. Not of lbfgs. Default: ${DEFAULT-VALUE}.")
  private double averaging;

  @Option(
      names = "--stop",
      paramLabel = "SHARE",
      defaultValue = "0",
      description =
          "Leave a size when the loss falls by less than this share in 20 steps, such as 0.01; 0: never. Default: 0.")
  private double stop;

  @Option(
      names = "--jitter",
      paramLabel = "PIXELS",
      defaultValue = "" + Schedule.JITTER,
      description =
          "The picture is moved by up to so many pixels before each step, 0 to "
              + Schedule.FRAME
              + ". Not of lbfgs. Default: ${DEFAULT-VALUE}.")
  private int jitter;

  @Option(
      names = "--edge",
      paramLabel = "KIND",
      defaultValue = "reflect",
      description =
          "What is beyond the picture's edge: reflect or replicate. Default: ${DEFAULT-VALUE}.")
  private Edge edge;

  /** What was chosen. */
  Schedule schedule() {
    String[] counts = steps.split(",", -1);
    try {
      if (counts.length <= 2) {
        int first = Integer.parseInt(counts[0].strip());
        int others =
            counts.length == 2 ? Integer.parseInt(counts[1].strip()) : Math.max(1, first / 2);
        return new Schedule(
            scales,
            first,
            others,
            Optimizers.ALL.get(optimizer),
            rate == null ? StylizeSettings.SUGGESTED : checkedRate(),
            averaging,
            stop,
            jitter,
            edge);
      }
    } catch (NumberFormatException e) {
      // Reported below, as a list of three is.
    }
    throw new UsageException(
        "--steps: expected N or N,M, found '" + steps + "'", "Such as 160,80.");
  }

  private double checkedRate() {
    if (!(rate > 0)) {
      throw new UsageException("--rate: expected more than 0, found " + rate, "");
    }
    return rate;
  }
}
