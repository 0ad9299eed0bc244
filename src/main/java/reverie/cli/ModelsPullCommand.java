package reverie.cli;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import reverie.support.UserException;
import reverie.weights.Cache;
import reverie.weights.Download;
import reverie.zoo.Catalogue;
import reverie.zoo.Offer;

/** Fetches weights into the user's cache. */
@Command(
    name = "pull",
    description =
        "Fetches a network's weights from their publisher, checks them, and keeps them for --model NAME.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
final class ModelsPullCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "NAME", description = "A name of 'reverie models list'.")
  private String name;

  @Option(
      names = "--from",
      paramLabel = "FILE|URL",
      description = "Take the file from here: a mirror of your own, or a file fetched before.")
  private String from;

  @Option(names = "--force", description = "Fetch it again if it is there.")
  private boolean force;

  @Option(
      names = "--patience",
      paramLabel = "SECONDS",
      defaultValue = "30",
      description = "How long a server may send nothing. Default: ${DEFAULT-VALUE}.")
  private int patience;

  @Override
  public Integer call() {
    Offer offer = Catalogue.ALL.get(name);
    if (patience < 1) {
      throw new reverie.support.UsageException(
          "--patience: expected 1 or more, found " + patience, "");
    }
    Path place = offer.place();
    if (force || offer.fetched().isEmpty()) {
      Cache.made();
      Path own = from == null || from.contains("://") ? null : Path.of(from);
      if (own != null) {
        copy(own, offer);
      } else {
        download(offer, from == null ? offer.mirrors() : List.of(address()));
      }
    }
    spec.commandLine().getOut().println(place);
    return ExitCode.DONE;
  }

  private URI address() {
    try {
      return URI.create(from);
    } catch (IllegalArgumentException e) {
      throw new reverie.support.UsageException(
          "--from: not an address: " + from, "Such as https://example.org/weights.pth.");
    }
  }

  private void download(Offer offer, List<URI> mirrors) {
    try (Transfer transfer = Transfer.of(offer.file(), offer.most(), spec.commandLine().getErr())) {
      new Download(Duration.ofSeconds(patience), transfer::reached)
          .fetch(mirrors, offer.place(), offer.most(), Optional.of(offer.checksum()));
    }
  }

  private static void copy(Path file, Offer offer) {
    if (!Files.isRegularFile(file)) {
      throw new UserException(file + ": there is no such file", "");
    }
    Path part = offer.place().resolveSibling(offer.file() + ".part");
    try {
      if (!offer.checksum().fits(file)) {
        throw new UserException(
            String.format(
                Locale.ROOT,
                "%s: expected %s, found %s",
                file,
                offer.checksum(),
                offer.checksum().of(file)),
            "It is another file than " + offer.file() + "; --model FILE takes any.");
      }
      Files.copy(file, part, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
      Files.move(
          part,
          offer.place(),
          java.nio.file.StandardCopyOption.ATOMIC_MOVE,
          java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UserException(
          file + ": not copied: " + e.getMessage(), "Is there space in " + Cache.folder() + "?", e);
    }
  }
}
