package reverie.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.nd4j.linalg.api.ndarray.INDArray;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import reverie.gallery.ContactSheet;
import reverie.gallery.HeatMap;
import reverie.image.Picture;
import reverie.image.Pictures;
import reverie.image.WriteOptions;
import reverie.recipe.Saliency;
import reverie.recipe.SaliencyMethod;
import reverie.recipe.SaliencyMethods;
import reverie.recipe.SaliencyRecipe;
import reverie.recipe.SaliencySettings;
import reverie.recipe.Session;
import reverie.support.OutputFile;
import reverie.support.UsageException;
import reverie.weights.Safetensors;
import reverie.weights.Weights;

/** Which pixels of a photo matter to an objective. */
@Command(
    name = "saliency",
    description = {
      "Shows which pixels of a photo matter to an objective, over the photo in grey. Prints the",
      "objective's value, then for each method the least and largest number of its map and their sum,",
      "with their unit, and how well its axiom is kept; tabs between."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    sortOptions = false,
    footer = {
      "",
      "Methods: gradcam (where in a layer), gradient (the slope), guided (only what excites),",
      "integrated (the slope all the way from nothing), occlusion (what is lost behind a square),",
      "smoothgrad (the mean slope of noisy copies). docs/saliency.md shows each."
    })
final class SaliencyCommand implements Callable<Integer>, Computing {
  private static final String ALL = "all";
  private static final int COLUMNS = 4;

  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "PHOTO", description = "The picture.")
  private Path photo;

  @Option(
      names = "--objective",
      paramLabel = "EXPR",
      required = true,
      description = "To what they matter, such as channel:mixed4:42 or class:tabby.")
  private String objective;

  @Option(
      names = "--method",
      paramLabel = "NAME",
      defaultValue = "integrated",
      description = {
        "gradcam, gradient, guided, integrated, occlusion, smoothgrad; or all: the photo, then each on",
        "one sheet. Default: ${DEFAULT-VALUE}."
      })
  private String method;

  @Mixin private SaliencyOptions options;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      description =
          "The map over the photo, in the size that the network saw. Default: PHOTO-saliency.png beside the photo.")
  private Path output;

  @Option(
      names = "--map",
      paramLabel = "FILE",
      description =
          "Save the map alone too: black is nothing; of signed maps red is for, blue against.")
  private Path map;

  @Option(
      names = "--save",
      paramLabel = "FILE.safetensors",
      description = {
        "Save the numbers too: 'saliency/METHOD' of each colour [1, 3, h, w] or pixel [h, w], and",
        "'input' (the picture as the network sees it)."
      })
  private Path save;

  @Option(names = "--force", description = "Replace files that exist.")
  private boolean force;

  @Mixin private ModelOptions model;

  @Override
  public Integer call() {
    List<SaliencyMethod> methods =
        method.equals(ALL) ? SaliencyMethods.ALL.all() : List.of(SaliencyMethods.ALL.get(method));
    SaliencySettings settings = options.settings();
    Path file = output == null ? beside(photo) : output;
    check(file);
    Picture picture = Pictures.read(photo);
    PrintWriter out = spec.commandLine().getOut();
    try (Session session = model.open()) {
      SaliencyRecipe.Result result =
          new SaliencyRecipe()
              .run(methods, picture, session.objective(objective), settings, session);
      out.printf(Locale.ROOT, "objective\t%.5g\t%s%n", result.objective(), objective);
      result.maps().forEach(found -> print(out, found));
      Map<String, String> made =
          Provenance.of(
              spec,
              session.model(),
              methods.contains(SaliencyMethods.ALL.get("smoothgrad"))
                  ? OptionalLong.of(settings.seed())
                  : OptionalLong.empty(),
              model.engine());
      WriteOptions write = WriteOptions.DEFAULT.withText(made);
      Pictures.write(drawn(result, m -> heat(m).over(result.seen())), file, write);
      out.println(file);
      if (map != null) {
        Pictures.write(drawn(result, m -> heat(m).picture(m.width(), m.height())), map, write);
        out.println(map);
      }
      if (save != null) {
        Safetensors.write(save, tensors(result, session.input(result.seen())), made);
        out.println(save);
      }
    }
    return ExitCode.DONE;
  }

  private void check(Path file) {
    FoolCommand.checkPicture(file, force);
    List<Path> files = new ArrayList<>(List.of(file));
    if (map != null) {
      FoolCommand.checkPicture(map, force);
      files.add(map);
    }
    if (save != null) {
      OutputFile.check(save, force);
      files.add(save);
    }
    if (files.stream().map(f -> f.toAbsolutePath().normalize()).distinct().count() < files.size()) {
      throw new UsageException(
          "-o, --map and --save: expected different files, found " + files, "Name each its own.");
    }
  }

  private static Path beside(Path photo) {
    String name = photo.getFileName().toString();
    int dot = name.lastIndexOf('.');
    return photo.resolveSibling((dot > 0 ? name.substring(0, dot) : name) + "-saliency.png");
  }

  private static void print(PrintWriter out, Saliency found) {
    out.printf(
        Locale.ROOT,
        "%s\tleast %.4g\tlargest %.4g\tsum %.5g\t%s%n",
        found.method(),
        found.least(),
        found.largest(),
        found.sum(),
        found.unit());
    found.notes().forEach(note -> out.printf("%s\t%s%n", found.method(), note));
  }

  /** The only map, or a sheet of the photo and all maps. */
  private static Picture drawn(SaliencyRecipe.Result result, Function<Saliency, Picture> draw) {
    if (result.maps().size() == 1) {
      return draw.apply(result.maps().get(0));
    }
    List<Optional<Picture>> cells = new ArrayList<>(List.of(Optional.of(result.seen())));
    result.maps().forEach(m -> cells.add(Optional.of(draw.apply(m))));
    List<List<Optional<Picture>>> rows = new ArrayList<>();
    for (int from = 0; from < cells.size(); from += COLUMNS) {
      List<Optional<Picture>> row =
          new ArrayList<>(cells.subList(from, Math.min(from + COLUMNS, cells.size())));
      while (row.size() < COLUMNS) {
        row.add(Optional.empty());
      }
      rows.add(row);
    }
    return ContactSheet.of(rows);
  }

  private static HeatMap heat(Saliency found) {
    return new HeatMap(
        found.width(), found.height(), found.map(), 0, found.fullColour(), found.signed());
  }

  private static Map<String, Weights.Tensor> tensors(SaliencyRecipe.Result result, INDArray input) {
    Map<String, Weights.Tensor> tensors = new LinkedHashMap<>();
    result.maps().forEach(m -> tensors.put("saliency/" + m.method(), m.attribution()));
    tensors.put("input", new Weights.Tensor(input.shape(), input.reshape(-1).toFloatVector()));
    return tensors;
  }
}
