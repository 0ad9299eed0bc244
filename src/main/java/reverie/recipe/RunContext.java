package reverie.recipe;

import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import reverie.optimize.RunEvent;

/**
 * What a run is given beside its settings.
 *
 * @param session the model; shared, not closed by the run
 * @param listener told of every event, on the run's own thread
 * @param cancelled asked before each step whether to stop
 */
public record RunContext(Session session, Consumer<RunEvent> listener, BooleanSupplier cancelled) {
  /** A run that nobody watches and nobody stops. */
  public static RunContext of(Session session) {
    return of(session, event -> {});
  }

  /** A run that nobody stops. */
  public static RunContext of(Session session, Consumer<RunEvent> listener) {
    return new RunContext(session, listener, () -> false);
  }
}
