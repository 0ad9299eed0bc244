package reverie.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import reverie.image.Picture;
import reverie.image.Pictures;
import reverie.objective.Goal;
import reverie.objective.Objectives;
import reverie.recipe.ActivationsRecipe;
import reverie.recipe.Session;
import reverie.support.OutputFile;
import reverie.support.UsageException;
import reverie.weights.Safetensors;
import reverie.weights.Weights;

/** What the layers of a network make of a picture, as numbers. */
@Command(
    name = "activations",
    description = {
      "Saves what layers make of a picture, used at its own size and untouched, as a safetensors file:",
      "'input' (the picture as the network sees it), 'activation/NAME', and with --gradient also",
      "'gradient' = d objective / d input. All float32, NCHW."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
final class ActivationsCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private ModelOptions model;

  @Parameters(paramLabel = "PHOTO", description = "The picture.")
  private Path photo;

  @Option(
      names = "--layers",
      paramLabel = "NAME,...",
      split = ",",
      required = true,
      description = "Layers whose activations are saved; 'reverie models show' lists them.")
  private List<String> layers;

  @Option(
      names = "--save",
      paramLabel = "FILE",
      required = true,
      description = "Where to, such as cat.safetensors.")
  private Path file;

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
    if (objective != null && !gradient) {
      throw new UsageException(
          "--objective without --gradient", "Add --gradient to save its gradient.");
    }
    OutputFile.check(file, force);
    Picture picture = Pictures.read(photo);
    try (Session session = model.open()) {
      Optional<Goal> goal =
          gradient
              ? Optional.of(objective == null ? sum(session) : session.objective(objective))
              : Optional.empty();
      layers.forEach(session.graph()::node);
      List<String> wanted = new ArrayList<>(layers);
      Map<String, Weights.Tensor> tensors =
          new ActivationsRecipe()
              .run(picture, new ActivationsRecipe.Settings(wanted, goal), session);
      Safetensors.write(file, tensors, metadata());
    }
    PrintWriter out = spec.commandLine().getOut();
    out.println(file);
    return ExitCode.DONE;
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
