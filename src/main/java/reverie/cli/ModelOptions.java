package reverie.cli;

import java.util.Optional;
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
    return open(UnaryOperator.identity());
  }

  /** Opens the model as something makes it. */
  Session open(UnaryOperator<Model> made) {
    return open(made, 0);
  }

  /** Opens it for works that may take so many bytes; 0: three quarters of what is free. */
  Session open(UnaryOperator<Model> made, long maxMemory) {
    EngineOptions chosen = engine();
    EngineOptions options =
        new EngineOptions(chosen.kind(), chosen.threads(), chosen.precision(), maxMemory);
    Networks.prepare();
    Model named = Models.named(model, Optional.ofNullable(architecture));
    return Session.open(made.apply(named), options);
  }

  /** Another network, computed alike. */
  Session open(String name) {
    EngineOptions options = engine();
    Networks.prepare();
    return Session.open(Models.named(name, Optional.empty()), options);
  }
}
