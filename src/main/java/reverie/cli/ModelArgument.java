package reverie.cli;

import java.util.Optional;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import reverie.zoo.Model;
import reverie.zoo.Models;

/** The network that a command is about, where it computes nothing. */
final class ModelArgument {
  @Parameters(paramLabel = "NAME|FILE", description = "The network, or a file of weights.")
  private String name;

  @Option(
      names = "--architecture",
      paramLabel = "NAME",
      description = "Takes the file for this network.")
  private String architecture;

  /** As the command line has it, for another command's {@code --model}. */
  String options() {
    return Provenance.quoted(name)
        + (architecture == null ? "" : " --architecture " + Provenance.quoted(architecture));
  }

  Model load() {
    return Models.named(name, Optional.ofNullable(architecture));
  }
}
