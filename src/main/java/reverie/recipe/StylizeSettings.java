package reverie.recipe;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import reverie.canvas.Edge;
import reverie.objective.MomentDistanceKind;
import reverie.objective.MomentDistances;
import reverie.optimize.OptimizerKind;
import reverie.optimize.Optimizers;
import reverie.support.UsageException;

/**
 * How a photo is painted; the defaults live here, once, but for what each network has of its own:
 * {@code Model.StyleTaste}. {@code docs/stylize.md} shows what each does.
 *
 * @param look what it strives for
 * @param schedule how it gets there
 * @param colours whose colours the result has
 * @param start what the painting begins with
 * @param size long side of the result, in pixels; 0 = the photo's own, up to {@link
 *     #LARGEST_BY_ITSELF}
 * @param seed of all that is random: the same seed gives the same bytes
 */
public record StylizeSettings(
    Look look, Schedule schedule, ColourMode colours, Start start, int size, long seed) {

  /** A photo with a longer side is painted at this size, unless a size is asked for: in pixels. */
  public static final int LARGEST_BY_ITSELF = 1024;

  /** The longest side that may be asked for, in pixels. */
  public static final int LARGEST = 16384;

  /** Takes what the network suggests. */
  public static final double SUGGESTED = -1;

  /** The defaults. */
  public static final StylizeSettings DEFAULT =
      new StylizeSettings(
          Look.DEFAULT, Schedule.DEFAULT, ColourMode.STYLE, Start.of(Start.Kind.CONTENT), 0, 0);

  /**
   * A layer and how much it counts among its like.
   *
   * @param layer of the network
   * @param weight at least 0
   */
  public record LayerWeight(String layer, double weight) {}

  /**
   * What a painting strives for.
   *
   * @param styleLayers whose moments are compared; empty: those that the network suggests
   * @param contentLayers whose activations are compared; empty: those that the network suggests
   * @param styleLoss how moments are compared
   * @param strength from 0, the photo, to 1, nothing but the style; 0.5 is the network's balance
   * @param contentWeight of the content loss beside a style loss of 1, at strength 0.5; {@link
   *     #SUGGESTED}
   * @param variationWeight of the total variation; {@link #SUGGESTED}
   * @param absoluteVariation absolute differences, not squares
   * @param styleScale the style's size beside the photo's: long side to long side, at every size
   * @param styleSize the style's long side beside the largest size, in pixels, instead; 0: by
   *     {@code styleScale}
   * @param styleCrop the share of the style's short side that is left out on each side, below 0.5:
   *     paintings have frames
   * @param palette how much of the style's colours the photo gets before the first stroke, from 0
   *     to 1, at a strength of 0.5 and more; of {@link ColourMode#STYLE} alone
   */
  public record Look(
      List<LayerWeight> styleLayers,
      List<LayerWeight> contentLayers,
      MomentDistanceKind styleLoss,
      double strength,
      double contentWeight,
      double variationWeight,
      boolean absoluteVariation,
      double styleScale,
      int styleSize,
      double styleCrop,
      double palette) {
    /** The balance that each network was tuned to. */
    public static final double STRENGTH = 0.5;

    /** How moments are compared. */
    public static final String STYLE_LOSS = "gram";

    /** What a painting's frame takes, of its short side, on each side. */
    public static final double STYLE_CROP = 0.05;

    /** Most of the style's colours: with all of them, a photo in a dark style is black. */
    public static final double PALETTE = 0.6;

    /** The defaults. */
    public static final Look DEFAULT =
        new Look(
            List.of(),
            List.of(),
            MomentDistances.ALL.get(STYLE_LOSS),
            STRENGTH,
            SUGGESTED,
            SUGGESTED,
            false,
            1,
            0,
            STYLE_CROP,
            PALETTE);

    /** Less strength leaves more of the photo's colours, too. */
    double paletteAtStrength() {
      return palette * Math.min(1, 2 * strength);
    }

    /** Checks ranges; copies the lists. */
    public Look {
      styleLayers = List.copyOf(styleLayers);
      contentLayers = List.copyOf(contentLayers);
      Check.that(strength >= 0 && strength <= 1, "--style-strength", "0 to 1", strength);
      Check.that(
          contentWeight >= 0 || contentWeight == SUGGESTED,
          "--content-weight",
          "0 or more",
          contentWeight);
      Check.that(
          variationWeight >= 0 || variationWeight == SUGGESTED,
          "--tv",
          "0 or more",
          variationWeight);
      Check.that(styleScale >= 0.05 && styleScale <= 20, "--style-scale", "0.05 to 20", styleScale);
      Check.that(
          styleCrop >= 0 && styleCrop < 0.5, "--style-crop", "0 to less than 0.5", styleCrop);
      Check.that(palette >= 0 && palette <= 1, "--palette", "0 to 1", palette);
      Check.that(
          styleSize >= 0 && styleSize <= LARGEST, "--style-size", "0 to " + LARGEST, styleSize);
    }
  }

  /**
   * How a painting gets there.
   *
   * @param scales sizes it is painted at, each larger than the last by the root of 2, 1 to 20; 0 =
   *     as many as lead down to a long side of about {@link #SMALLEST_SCALE} pixels
   * @param firstSteps at the first size, 1 or more
   * @param steps at each of the others, 1 or more
   * @param optimizer of the pixels
   * @param rate its rate; {@link #SUGGESTED}: the optimiser's own
   * @param averaging how much of the average of the iterates is kept in a step, in [0, 1); 0: none
   * @param stop a size is left when the loss falls by less than this share in {@link
   *     reverie.optimize.Plateau#WINDOW} steps; 0: never
   * @param jitter how far the picture is moved within its frame from step to step, in pixels
   * @param edge what the frame shows
   */
  public record Schedule(
      int scales,
      int firstSteps,
      int steps,
      OptimizerKind optimizer,
      double rate,
      double averaging,
      double stop,
      int jitter,
      Edge edge) {
    /** Long side of the first scale where their number is not given, in pixels. */
    public static final int SMALLEST_SCALE = 240;

    /** Steps at the first scale. */
    public static final int FIRST_STEPS = 160;

    /** Steps at each other scale. */
    public static final int STEPS = 80;

    /** Of the pixels. */
    public static final String OPTIMIZER = "adam";

    /** How much of the average is kept. */
    public static final double AVERAGING = 0.95;

    /** Pixels either way. */
    public static final int JITTER = 4;

    /** The frame around the picture, in pixels: no layer of the style sees an edge. */
    public static final int FRAME = 16;

    /** The defaults. */
    public static final Schedule DEFAULT =
        new Schedule(
            0,
            FIRST_STEPS,
            STEPS,
            Optimizers.ALL.get(OPTIMIZER),
            SUGGESTED,
            AVERAGING,
            0,
            JITTER,
            Edge.REFLECT);

    /** Checks ranges. */
    public Schedule {
      Check.that(scales >= 0 && scales <= 20, "--scales", "0 to 20", scales);
      Check.that(
          Math.min(firstSteps, steps) >= 1, "--steps", "1 or more", Math.min(firstSteps, steps));
      Check.that(
          Math.max(firstSteps, steps) <= 100_000,
          "--steps",
          "at most 100000",
          Math.max(firstSteps, steps));
      Check.that((rate > 0 && rate < 1e6) || rate == SUGGESTED, "--rate", "more than 0", rate);
      Check.that(averaging >= 0 && averaging < 1, "--average", "0 to less than 1", averaging);
      Check.that(stop >= 0 && stop < 1, "--stop", "0 to less than 1", stop);
      Check.that(jitter >= 0 && jitter <= FRAME, "--jitter", "0 to " + FRAME, jitter);
    }

    /** How many scales a picture of that long side has. */
    int scalesFor(int longSide) {
      if (scales > 0) {
        return scales;
      }
      double down = 2 * Math.log(longSide / (double) SMALLEST_SCALE) / Math.log(2);
      return Math.max(1, Math.min(20, 1 + (int) Math.round(down)));
    }

    /** This schedule with so many scales and steps. */
    public Schedule withScalesAndSteps(int newScales, int newFirstSteps, int newSteps) {
      return new Schedule(
          newScales, newFirstSteps, newSteps, optimizer, rate, averaging, stop, jitter, edge);
    }
  }

  /** All of them as text: what a picture's file tells of how it was made. */
  public String text() {
    List<String> made = new ArrayList<>();
    made.add(
        "style layers " + (look.styleLayers().isEmpty() ? "default" : names(look.styleLayers())));
    made.add(
        "content layers "
            + (look.contentLayers().isEmpty() ? "default" : names(look.contentLayers())));
    made.add("style loss " + look.styleLoss().name());
    made.add("strength " + look.strength());
    made.add("content weight " + number(look.contentWeight()));
    made.add((look.absoluteVariation() ? "tv absolute " : "tv ") + number(look.variationWeight()));
    made.add(
        look.styleSize() > 0
            ? "style size " + look.styleSize()
            : "style scale " + look.styleScale());
    made.add("style crop " + look.styleCrop());
    made.add("palette " + look.palette());
    made.add("scales " + schedule.scales());
    made.add("steps " + schedule.firstSteps() + ", " + schedule.steps());
    made.add("optimizer " + schedule.optimizer().name() + " " + number(schedule.rate()));
    made.add("average " + schedule.averaging());
    made.add("stop " + schedule.stop());
    made.add("jitter " + schedule.jitter() + " " + schedule.edge().name().toLowerCase(Locale.ROOT));
    made.add("colors " + colours);
    made.add("init " + start.kind());
    made.add("size " + size);
    made.add("seed " + seed);
    return String.join("; ", made);
  }

  private static String names(List<LayerWeight> layers) {
    return layers.stream().map(l -> l.layer() + "=" + l.weight()).collect(Collectors.joining(","));
  }

  private static String number(double value) {
    return value == SUGGESTED ? "default" : Double.toString(value);
  }

  /** Checks the size. */
  public StylizeSettings {
    Check.that(size >= 0 && size <= LARGEST, "--size", "0 to " + LARGEST, size);
  }

  /** These settings with another schedule. */
  public StylizeSettings with(Schedule other) {
    return new StylizeSettings(look, other, colours, start, size, seed);
  }

  /** These settings with another look. */
  public StylizeSettings with(Look other) {
    return new StylizeSettings(other, schedule, colours, start, size, seed);
  }

  /** Apart, so that a nested record's defaults do not need those of the whole first. */
  private static final class Check {
    private Check() {}

    static void that(boolean right, String option, String expected, double found) {
      if (!right) {
        String number = found == Math.rint(found) ? Long.toString((long) found) : "" + found;
        throw new UsageException(option + ": expected " + expected + ", found " + number, "");
      }
    }
  }
}
