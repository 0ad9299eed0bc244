package reverie.cli;

import java.util.function.UnaryOperator;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import reverie.network.EngineOptions;
import reverie.network.engine.Networks;
import reverie.recipe.Session;
import reverie.zoo.Model;
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
    return open(UnaryOperator.identity());
  }

  /** Opens the model as something makes it. */
  Session open(UnaryOperator<Model> made) {
    EngineOptions options = engine();
    Networks.prepare();
    return Session.open(made.apply(Models.load(model)), options);
  }
}
