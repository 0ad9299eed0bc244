package reverie.cli;

/** What a command's exit code says. */
final class ExitCode {
  /** All was done. */
  static final int DONE = 0;

  /** A bug in Reverie. */
  static final int BUG = 1;

  /** The command line: options, layers, objectives. */
  static final int USAGE = 2;

  /** A file or a model. */
  static final int FILE = 3;

  /** Stopped by Ctrl-C, after writing what there was. */
  static final int INTERRUPTED = 130;

  private ExitCode() {}
}
