package reverie.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The top command: names the others. */
@Command(
    name = "reverie",
    description = "Neural art on the JVM: dreams of photos, and what networks see.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    subcommands = {
      DreamCommand.class,
      StylizeCommand.class,
      FoolCommand.class,
      LectureCommand.class,
      ActivationsCommand.class,
      SaliencyCommand.class,
      CaricatureCommand.class,
      InvertCommand.class,
      ModelsCommand.class,
      InspectCommand.class,
      FiltersCommand.class,
      VisualizeCommand.class,
      GalleryCommand.class,
      ExemplarsCommand.class,
      TrainCommand.class,
      BenchCommand.class
    },
    footer = {
      "",
      "Exit codes: 0 done, 1 a bug, 2 the command line, 3 a file or model, 130 stopped by Ctrl-C."
    })
final class ReverieCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    spec.commandLine().usage(spec.commandLine().getErr());
    return ExitCode.USAGE;
  }
}
