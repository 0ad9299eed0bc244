package reverie.cli;

import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import reverie.network.EngineOptions;
import reverie.network.engine.Networks;
import reverie.recipe.Session;
import reverie.zoo.Models;

/** Which network, and how it is computed: the same options for every command that takes a model. */
final class ModelOptions {
  @Option(
      names = "--model",
      paramLabel = "NAME|FILE",
      defaultValue = Models.DEFAULT,
      description =
          "The network: a name of 'reverie models', or a file of weights. Default: ${DEFAULT-VALUE}.")
  private String model;

  @Option(
      names = "--architecture",
      paramLabel = "NAME",
      description =
          "Takes the file of --model for this network; else its arrays' names and shapes tell it.")
  private String architecture;

  @Mixin private ComputeOptions compute;

  EngineOptions engine() {
    return compute.engine();
  }

  String modelName() {
    return model;
  }

  Session open() {
    EngineOptions options = engine();
    Networks.prepare();
    return Session.open(Models.named(model, Optional.ofNullable(architecture)), options);
  }
}
