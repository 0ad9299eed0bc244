package reverie.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Ctrl-C: asks the running work to stop after its current step, and gives it time to write what it
 * has. The process then ends with the code that the signal gives it, 130.
 */
final class Interruption implements AutoCloseable {
  private static final long PATIENCE_SECONDS = 60;

  private final CountDownLatch finished = new CountDownLatch(1);
  private final Thread hook = new Thread(this::await, "interruption");
  private volatile boolean requested;

  private Interruption() {}

  /** Starts to listen; before, Ctrl-C ends the process at once. */
  static Interruption watch() {
    Interruption interruption = new Interruption();
    try {
      Runtime.getRuntime().addShutdownHook(interruption.hook);
    } catch (IllegalStateException e) { // Ctrl-C came first
      interruption.requested = true;
    }
    return interruption;
  }

  /** Whether the work is to stop. */
  boolean requested() {
    return requested;
  }

  /** All is written: a process that is ending need not wait any longer. */
  @Override
  public void close() {
    finished.countDown();
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The process is ending, and waited for this.
    }
  }

  private void await() {
    requested = true;
    try {
      if (!finished.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        System.err.println("reverie: the current step took too long; nothing was written");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
