package reverie.cli;

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
      paramLabel = "NAME",
      defaultValue = Models.DEFAULT,
      description = "The network; 'reverie models' lists them. Default: ${DEFAULT-VALUE}.")
  private String model;

  @Mixin private ComputeOptions compute;

  EngineOptions engine() {
    return compute.engine();
  }

  String modelName() {
    return model;
  }

  Session open() {
    return open(model);
  }

  /** Another network, computed alike. */
  Session open(String name) {
    EngineOptions options = engine();
    Networks.prepare();
    return Session.open(Models.load(name), options);
  }
}
