package reverie.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import reverie.gallery.PixelSheet;
import reverie.image.Picture;
import reverie.image.Pictures;
import reverie.image.WriteOptions;
import reverie.recipe.FilterTiles;
import reverie.recipe.FilterTiles.Tile;
import reverie.support.OutputFile;
import reverie.support.Ranges;
import reverie.zoo.Model;

/** The trained kernels of a convolution as a picture. */
@Command(
    name = "filters",
    description = {
      "Draws a convolution's learned kernels: those of the first layer in colour; of any other a row",
      "for each filter, in grey, a tile for each channel that it reads. Middle grey is 0, each",
      "filter has a scale of its own. Prints a line a filter: its number, its least and largest weight",
      "of those shown."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
final class FiltersCommand implements Callable<Integer> {
  private static final int GAP = 4;
  private static final int COLOUR_COLUMNS = 8;
  private static final int MOST = 4096;

  @Spec private CommandSpec spec;

  @Mixin private ModelArgument network;

  @Option(
      names = "--layer",
      paramLabel = "NAME",
      description = "A convolution. Default: the first.")
  private String layer;

  @Option(
      names = "--first",
      paramLabel = "N",
      defaultValue = "0",
      description = "The first filter that is drawn, from 0. Default: ${DEFAULT-VALUE}.")
  private int first;

  @Option(
      names = "--count",
      paramLabel = "N",
      defaultValue = "64",
      description = "How many filters at most. Default: ${DEFAULT-VALUE}.")
  private int count;

  @Option(
      names = "--inputs",
      paramLabel = "N",
      defaultValue = "32",
      description =
          "Of how many channels that a filter reads, where they are no colours. Default: ${DEFAULT-VALUE}.")
  private int inputs;

  @Option(
      names = "--zoom",
      paramLabel = "N",
      defaultValue = "16",
      description = "Pixels for a weight. Default: ${DEFAULT-VALUE}.")
  private int zoom;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      description = "The picture. Default: filters-LAYER.png in the working folder.")
  private Path output;

  @Option(names = "--force", description = "Replace a file that exists.")
  private boolean force;

  @Override
  public Integer call() {
    Ranges.check("--first", first, 0, Integer.MAX_VALUE);
    Ranges.check("--count", count, 1, MOST);
    Ranges.check("--inputs", inputs, 1, MOST);
    Ranges.check("--zoom", zoom, 1, 64);
    Model model = network.load();
    String shown = layer == null ? FilterTiles.first(model.graph()) : layer;
    Path file =
        output == null ? Path.of("filters-" + shown.replaceAll("[^\\w.-]", "-") + ".png") : output;
    OutputFile.check(file, force);
    List<Tile> tiles = FilterTiles.of(model.graph(), shown, first, count, inputs);
    boolean colour = tiles.get(0).input().isEmpty();
    int perFilter = (int) tiles.stream().filter(t -> t.output() == first).count();
    List<Picture> pictures = tiles.stream().map(Tile::picture).toList();
    Picture sheet = PixelSheet.of(pictures, colour ? COLOUR_COLUMNS : perFilter, zoom, GAP);
    Pictures.write(sheet, file, WriteOptions.DEFAULT);
    PrintWriter out = spec.commandLine().getOut();
    for (int from = 0; from < tiles.size(); from += perFilter) {
      List<Tile> filter = tiles.subList(from, from + perFilter);
      out.printf(
          Locale.ROOT,
          "%d\t%.4g\t%.4g%n",
          filter.get(0).output(),
          filter.stream().mapToDouble(Tile::least).min().orElseThrow(),
          filter.stream().mapToDouble(Tile::most).max().orElseThrow());
    }
    out.println(file);
    return ExitCode.DONE;
  }
}
