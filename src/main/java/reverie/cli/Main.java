package reverie.cli;

import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import reverie.network.engine.Networks;
import reverie.support.CloseNames;
import reverie.support.UsageException;
import reverie.support.UserException;

/**
 * The program: one line in, one exit code out. {@link #main} is the only place that ends the
 * process.
 */
public final class Main {
  private final PrintWriter out;
  private final PrintWriter err;

  /**
   * A program that prints results to {@code out} and everything else to {@code err}.
   *
   * @param out results: paths, tables
   * @param err progress and errors
   */
  public Main(PrintWriter out, PrintWriter err) {
    this.out = out;
    this.err = err;
  }

  /** Runs the command line and ends the process with its exit code. */
  public static void main(String[] args) {
    PrintWriter out = new PrintWriter(System.out, true, Charset.defaultCharset());
    PrintWriter err = new PrintWriter(System.err, true, Charset.defaultCharset());
    if (ReverieCommand.computes(args)) {
      Networks.prepare();
    }
    int code = new Main(out, err).run(args);
    Networks.settle();
    out.flush();
    err.flush();
    System.exit(code);
  }

  /** Runs the command line; returns the exit code. */
  public int run(String... args) {
    return run(commandLine(args), args);
  }

  int run(CommandLine line, String... args) {
    try {
      return line.execute(args);
    } catch (OutOfMemoryError e) {
      Errors.print(
          err,
          "reverie",
          new UserException(
              "there is not enough memory: " + firstLine(e.getMessage()),
              "Choose a smaller --size, or give Java more, as in JAVA_OPTS=-Xmx8g."));
      return ExitCode.FILE;
    } catch (Error e) { // picocli passes these on
      return bug("reverie", e);
    }
  }

  /**
   * The parser with the command that the line begins with; with all of them, if it begins with none
   * or is not given, as the documentation's tables read it.
   */
  public CommandLine commandLine(String... args) {
    CommandLine line = ReverieCommand.forLine(args);
    line.setOut(out).setErr(err);
    line.setExpandAtFiles(false); // a photo's name may begin with @
    line.registerConverter(PixelSize.class, new PixelSize.Converter());
    line.setCaseInsensitiveEnumValuesAllowed(true);
    line.setUsageHelpAutoWidth(false).setUsageHelpWidth(100);
    line.setParameterExceptionHandler((e, arguments) -> usage(e));
    line.setExecutionExceptionHandler((e, command, parsed) -> report(command, e));
    return line;
  }

  private int usage(CommandLine.ParameterException e) {
    CommandLine command = e.getCommandLine();
    String name = command.getCommandSpec().qualifiedName(" ");
    err.println(name + ": " + firstLine(e.getMessage()));
    List<String> close = closeCommands(e);
    if (!close.isEmpty()) {
      err.println("  Did you mean " + String.join(", ", close) + "?");
      return ExitCode.USAGE;
    }
    if (!CommandLine.UnmatchedArgumentException.printSuggestions(e, err)) {
      err.println("  Try '" + name + " --help'.");
    }
    return ExitCode.USAGE;
  }

  // picocli's own suggestion for a command takes 'draem' for 'train'.
  private static List<String> closeCommands(CommandLine.ParameterException e) {
    Map<String, CommandLine> commands = e.getCommandLine().getSubcommands();
    if (!(e instanceof CommandLine.UnmatchedArgumentException unmatched) || commands.isEmpty()) {
      return List.of();
    }
    String word = unmatched.getUnmatched().get(0);
    return word.startsWith("-") ? List.of() : CloseNames.of(word, commands.keySet());
  }

  private int report(CommandLine command, Exception e) {
    String name = command.getCommandSpec().qualifiedName(" ");
    if (e instanceof UserException problem) {
      Errors.print(err, name, problem);
      return problem instanceof UsageException ? ExitCode.USAGE : ExitCode.FILE;
    }
    return bug(name, e);
  }

  private int bug(String name, Throwable e) {
    err.println(name + ": this is a bug in Reverie, please report it with these lines:");
    e.printStackTrace(err);
    return ExitCode.BUG;
  }

  private static String firstLine(String text) {
    return text == null ? "" : text.lines().findFirst().orElse("");
  }
}
