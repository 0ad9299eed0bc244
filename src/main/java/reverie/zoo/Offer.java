package reverie.zoo;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import reverie.weights.Cache;
import reverie.weights.Checksum;

/**
 * Weights that can be fetched.
 *
 * @param name as in {@code models pull}: the architecture's, or it and whose weights they are
 * @param architecture what they are for, or {@link #OWN}
 * @param file its name, in the cache too
 * @param mirrors official addresses, tried in order
 * @param mebibytes its size, rounded
 * @param checksum that its publisher gives
 * @param licence of the weights, as far as their publisher says
 */
public record Offer(
    String name,
    String architecture,
    String file,
    List<URI> mirrors,
    int mebibytes,
    Checksum checksum,
    String licence) {

  /** In place of an architecture: the file brings its own. */
  static final String OWN = "";

  /** Where it is, or would be, in the user's cache. */
  public Path place() {
    return Cache.folder().resolve(file);
  }

  /** Where it is, if it was fetched. */
  public Optional<Path> fetched() {
    return Optional.of(place()).filter(java.nio.file.Files::isRegularFile);
  }

  /** Bytes that it may have: its rounded size and some room. */
  public long most() {
    return (mebibytes + 2L + mebibytes / 50) << 20;
  }
}
