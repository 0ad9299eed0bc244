package reverie.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.IntFunction;
import reverie.gallery.Page;
import reverie.image.Picture;
import reverie.image.Pictures;
import reverie.image.WriteOptions;
import reverie.recipe.BuildingBlocks;
import reverie.recipe.LectureRecipe;
import reverie.recipe.LectureRecipe.Excited;
import reverie.support.Folders;

/** The lecture's figures, each a file in the page's folder, and the page. */
final class LecturePage {
  private static final int SECOND_LAYER = 50;
  private static final int UNITS = 100;
  private static final int DIGITS = 10;
  private static final int SMALL = 60;
  private static final int LARGE = 112;

  private final Path folder;
  private final LectureRecipe recipe;
  private final BuildingBlocks blocks;
  private final LectureRecipe.Settings settings;
  private final int secondLayer;
  private final int dense;
  private int done;

  LecturePage(
      Path folder,
      LectureRecipe recipe,
      BuildingBlocks blocks,
      LectureRecipe.Settings settings,
      int units) {
    this.folder = folder;
    this.recipe = recipe;
    this.blocks = blocks;
    this.settings = settings;
    this.secondLayer = Math.min(units, SECOND_LAYER);
    this.dense = Math.min(units, UNITS);
  }

  /** Told how many pictures are made, of how many. */
  @FunctionalInterface
  interface Counter {
    /** Whether to go on. */
    boolean made(int done, int all);
  }

  /** Makes everything; the page itself comes last, and not if the counter says to stop. */
  void write(Counter counter) {
    List<Page.Section> sections = new ArrayList<>(new LectureBlocks(blocks).sections());
    sections.add(filters());
    boolean more =
        add(
                sections,
                "Second layer: 50 filters",
                "For each filter, the picture from noise that makes the sum of its 11x11 map largest.",
                new Kind("conv2", secondLayer, LARGE, "sum %.1f", 1, recipe::filterOfSecondLayer),
                counter)
            && add(
                sections,
                "Dense layer: 100 units",
                "For each unit, the picture that excites it most: each looks at the whole picture.",
                new Kind("dense", dense, LARGE, "output %.1f", 1, recipe::unit),
                counter)
            && add(
                sections,
                "Ten outputs, without regularisation",
                "Ascent on each digit from noise, until the network is sure: it is noise to us.",
                new Kind("noise", DIGITS, 2 * LARGE, "%.4f %% sure", 100, recipe::noise),
                counter)
            && add(
                sections,
                "Ten outputs, with the L1 penalty",
                "The same with ink taken off the score, "
                    + settings.ink()
                    + " times the mean brightness: most pixels stay black, and strokes appear.",
                new Kind("digit", DIGITS, 2 * LARGE, "%.4f %% sure", 100, recipe::digit),
                counter);
    if (more) {
      new Page(
              "What a convolutional network learns",
              List.of(
                  "Every number and picture on this page was computed by Reverie's engine. The network:"
                      + " 1x28x28, 25 filters of 3x3, 2x2 maxima, 50 filters of 3x3, 2x2 maxima, 1250"
                      + " numbers, 100 units, 10 digits."),
              sections)
          .write(folder);
    }
  }

  private Page.Section filters() {
    List<Page.Item> items = new ArrayList<>();
    List<LectureRecipe.Filter> filters = recipe.filters();
    for (int i = 0; i < filters.size(); i++) {
      LectureRecipe.Filter filter = filters.get(i);
      String range = String.format(Locale.ROOT, "%+.2f ... %+.2f", filter.least(), filter.most());
      items.add(figure("conv1", i, filter.picture(), SMALL, "filter " + i, range));
    }
    return new Page.Section(
        "First layer: 25 filters",
        List.of("3x3 weights each; grey is 0, white the largest, black as far below 0."),
        items);
  }

  /**
   * Figures of one kind.
   *
   * @param folder of their files
   * @param number of the value under each, as a format
   * @param factor of that value
   */
  private record Kind(
      String folder,
      int count,
      int width,
      String number,
      double factor,
      IntFunction<Excited> make) {}

  private boolean add(
      List<Page.Section> sections, String heading, String text, Kind kind, Counter counter) {
    List<Page.Item> items = new ArrayList<>();
    for (int i = 0; i < kind.count(); i++) {
      Excited excited = kind.make().apply(i);
      String value = String.format(Locale.ROOT, kind.number(), kind.factor() * excited.value());
      items.add(
          figure(kind.folder(), i, excited.picture(), kind.width(), Integer.toString(i), value));
      if (!counter.made(++done, secondLayer + dense + 2 * DIGITS)) {
        return false;
      }
    }
    sections.add(new Page.Section(heading, List.of(text), items));
    return true;
  }

  private Page.Figure figure(
      String kind, int index, Picture picture, int width, String... captions) {
    String name = String.format(Locale.ROOT, "%s/%02d.png", kind, index);
    Folders.made(folder.resolve(kind));
    Pictures.write(picture, folder.resolve(name), WriteOptions.DEFAULT);
    return new Page.Figure(name, width, List.of(captions));
  }
}
