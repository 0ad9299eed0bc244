package reverie.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import reverie.image.Picture;
import reverie.image.Pictures;
import reverie.image.WriteOptions;
import reverie.network.FeatureShape;
import reverie.network.Graph;
import reverie.objective.Goal;
import reverie.objective.Objectives;
import reverie.recipe.ActivationsRecipe;
import reverie.recipe.Session;
import reverie.support.IndexRanges;
import reverie.support.OutputFile;
import reverie.support.Ranges;
import reverie.support.UsageException;
import reverie.weights.Safetensors;
import reverie.weights.Weights;

/** What the layers of a network make of a picture, as numbers and as a picture. */
@Command(
    name = "activations",
    description = {
      "What layers make of a picture, used at its own size and untouched. --save: as a safetensors file:",
      "'input' (the picture as the network sees it), 'activation/NAME', and with --gradient also",
      "'gradient' = d objective / d input. All float32, NCHW. --sheet: as a picture, a tile a channel,",
      "and a line a tile: layer, channel, least, mean and largest activation."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
final class ActivationsCommand implements Callable<Integer>, Computing {
  private static final int MOST_BY_ITSELF = 64;

  @Spec private CommandSpec spec;
  @Mixin private ModelOptions model;

  @Parameters(paramLabel = "PHOTO", description = "The picture.")
  private Path photo;

  @Option(
      names = {"--layer", "--layers"},
      paramLabel = "NAME,...",
      split = ",",
      required = true,
      description = "Layers whose activations are wanted; 'reverie models show' lists them.")
  private List<String> layers;

  @Option(
      names = "--save",
      paramLabel = "FILE",
      description = "The numbers, such as cat.safetensors. This, --sheet, or both.")
  private Path file;

  @Option(
      names = "--sheet",
      paramLabel = "FILE",
      description =
          "The feature maps, such as cat.png: each of its own range, black to yellow, or blue to red where it has values below 0.")
  private Path sheet;

  @Option(
      names = "--channels",
      paramLabel = "RANGES",
      description =
          "Those on the sheet, such as 0-7,12. Default: the first "
              + MOST_BY_ITSELF
              + " of a layer.")
  private String channels;

  @Option(
      names = "--columns",
      paramLabel = "N",
      defaultValue = "8",
      description = "Tiles a row of the sheet, 1 to 64. Default: ${DEFAULT-VALUE}.")
  private int columns;

  @Option(names = "--overlay", description = "Lay the maps on the sheet over the photo.")
  private boolean overlay;

  @Option(
      names = "--objective",
      paramLabel = "EXPR",
      description = "What --gradient is of. Default: the sum of the layers' mean squares.")
  private String objective;

  @Option(names = "--gradient", description = "Save the objective's gradient as well.")
  private boolean gradient;

  @Option(names = "--force", description = "Replace the file if it exists.")
  private boolean force;

  @Override
  public Integer call() {
    check();
    Picture picture = Pictures.read(photo);
    ActivationSheet drawn =
        new ActivationSheet(columns, overlay ? Optional.of(picture) : Optional.empty());
    PrintWriter out = spec.commandLine().getOut();
    try (Session session = model.open()) {
      Optional<Goal> goal =
          gradient
              ? Optional.of(objective == null ? sum(session) : session.objective(objective))
              : Optional.empty();
      List<String> wanted = new ArrayList<>(layers);
      Map<String, List<Integer>> shown = sheet == null ? Map.of() : shown(session.graph(), picture);
      drawn.check(List.copyOf(shown.values()));
      Map<String, Weights.Tensor> tensors =
          new ActivationsRecipe()
              .run(picture, new ActivationsRecipe.Settings(wanted, goal), session);
      if (file != null) {
        Safetensors.write(file, tensors, metadata());
        out.println(file);
      }
      if (sheet != null) {
        List<ActivationSheet.Maps> maps = new ArrayList<>();
        shown.forEach(
            (layer, some) ->
                maps.add(
                    new ActivationSheet.Maps(layer, tensors.get("activation/" + layer), some)));
        Pictures.write(drawn.of(maps), sheet, WriteOptions.DEFAULT.withText(made(session)));
        maps.forEach(m -> m.lines().forEach(out::println));
        out.println(sheet);
      }
    }
    return ExitCode.DONE;
  }

  private void check() {
    if (file == null && sheet == null) {
      throw new UsageException(
          "expected --save, --sheet or both, found neither", "Such as --sheet maps.png.");
    }
    if (objective != null && !gradient) {
      throw new UsageException(
          "--objective without --gradient", "Add --gradient to save its gradient.");
    }
    if (gradient && file == null) {
      throw new UsageException("--gradient without --save", "It is saved, not drawn.");
    }
    if (sheet == null && (channels != null || overlay)) {
      throw new UsageException(
          (overlay ? "--overlay" : "--channels") + " without --sheet",
          "It tells what is drawn; numbers are saved whole.");
    }
    Ranges.check("--columns", columns, 1, 64);
    if (file != null) {
      OutputFile.check(file, force);
    }
    if (sheet != null) {
      Pictures.writableFormat(sheet);
      OutputFile.check(sheet, force);
    }
  }

  /** The channels of each layer that are drawn; tells where it is not all of them. */
  private Map<String, List<Integer>> shown(Graph graph, Picture picture) {
    Map<String, FeatureShape> shapes =
        graph.shapes(graph.needed(new HashSet<>(layers)), picture.height(), picture.width());
    Map<String, List<Integer>> shown = new LinkedHashMap<>();
    for (String layer : layers) {
      int all = shapes.get(graph.node(layer).name()).channels();
      if (channels == null && all > MOST_BY_ITSELF) {
        spec.commandLine()
            .getErr()
            .printf(
                "%s has %d channels, the first %d are drawn; --channels 0-%d draws all%n",
                layer, all, MOST_BY_ITSELF, all - 1);
      }
      shown.put(
          layer,
          channels == null
              ? IndexRanges.first(MOST_BY_ITSELF, all)
              : IndexRanges.parse("--channels", channels, all));
    }
    return shown;
  }

  private Map<String, String> made(Session session) {
    return Provenance.of(spec, session.model(), OptionalLong.empty(), model.engine());
  }

  private Goal sum(Session session) {
    return Objectives.layers(String.join(",", layers), session);
  }

  private Map<String, String> metadata() {
    Map<String, String> metadata = new LinkedHashMap<>();
    metadata.put("model", model.modelName());
    metadata.put("picture", photo.getFileName().toString());
    metadata.put(
        "objective",
        gradient ? Optional.ofNullable(objective).orElse(String.join(" + ", layers)) : "");
    return metadata;
  }
}
