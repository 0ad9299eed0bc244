package reverie.cli;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The top command: names the others. */
@Command(
    name = "reverie",
    description = "Neural art on the JVM: dreams of photos, and what networks see.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    footer = {
      "",
      "Exit codes: 0 done, 1 a bug, 2 the command line, 3 a file or model, 130 stopped by Ctrl-C."
    })
final class ReverieCommand implements Callable<Integer> {
  /** The others, as they are listed: a new one is a line here. */
  private static final List<Class<?>> COMMANDS =
      List.of(
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
          BenchCommand.class);

  @Spec private CommandSpec spec;

  /**
   * The top command with those below it; with one alone, where the line begins with its name: each
   * takes 40 ms to be looked through.
   */
  static CommandLine forLine(String... args) {
    CommandLine line = new CommandLine(new ReverieCommand());
    List<Class<?>> asked =
        COMMANDS.stream().filter(c -> args.length > 0 && name(c).equals(args[0])).toList();
    (asked.isEmpty() ? COMMANDS : asked).forEach(line::addSubcommand);
    return line;
  }

  /** Whether a line is of a command that {@link Computing}, and not only asks for its help. */
  static boolean computes(String... args) {
    boolean asksOnly =
        Stream.of(args).anyMatch(List.of("--help", "-h", "--version", "-V")::contains);
    return !asksOnly
        && args.length > 1
        && COMMANDS.stream()
            .anyMatch(c -> Computing.class.isAssignableFrom(c) && name(c).equals(args[0]));
  }

  private static String name(Class<?> command) {
    return command.getAnnotation(Command.class).name();
  }

  @Override
  public Integer call() {
    spec.commandLine().usage(spec.commandLine().getErr());
    return ExitCode.USAGE;
  }
}
