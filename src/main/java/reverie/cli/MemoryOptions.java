package reverie.cli;

import picocli.CommandLine.Option;

/** How much memory a work may take: for commands that can do with less. */
final class MemoryOptions {
  @Option(
      names = "--max-memory",
      paramLabel = "SIZE",
      converter = MemorySize.Converter.class,
      description = {
        "Memory for the work, beside Java's own, such as 2G or 1500M; a picture too large for it is",
        "worked on in tiles, with the same result. Default: three quarters of what is free."
      })
  private MemorySize most;

  /** In bytes; 0 if none was given. */
  long bytes() {
    return most == null ? 0 : most.bytes();
  }
}
