package reverie.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Ctrl-C: asks the running work to stop after its current step, and gives it time to write what it
 * has. The process then ends with the code that the signal gives it, 130.
 */
final class Interruption {
  private static final long PATIENCE_SECONDS = 60;
  private static final CountDownLatch FINISHED = new CountDownLatch(1);
  private static volatile boolean requested;
  private static boolean watching;

  private Interruption() {}

  /** Starts to listen; before, Ctrl-C ends the process at once. */
  static synchronized void watch() {
    if (!watching) {
      watching = true;
      Runtime.getRuntime().addShutdownHook(new Thread(Interruption::await, "interruption"));
    }
  }

  /** Whether the work is to stop. */
  static boolean requested() {
    return requested;
  }

  /** All is written; a process that is ending need not wait any longer. */
  static void finished() {
    FINISHED.countDown();
  }

  private static void await() {
    requested = true;
    try {
      if (!FINISHED.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        System.err.println("reverie: the current step took too long; nothing was written");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
