package reverie.recipe;

import java.nio.file.Path;
import java.util.Optional;

/**
 * Where a painting keeps what it needs to go on, and what it goes on from.
 *
 * @param write a file that is renewed every so often; empty: none
 * @param everySeconds between two writings; 0: after each step
 * @param resume a file that an earlier run of the same work wrote; empty: from the start
 */
public record Checkpoints(Optional<Path> write, double everySeconds, Optional<Path> resume) {
  /** Neither. */
  public static final Checkpoints NONE = new Checkpoints(Optional.empty(), 0, Optional.empty());
}
