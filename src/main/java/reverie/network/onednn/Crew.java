package reverie.network.onednn;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * Java threads that share the parts of a short work. They spin for a moment when there is nothing
 * to do, as the engine's own threads do: works follow each other closely.
 */
final class Crew {
  /** How often an idle thread looks for work before it sleeps: some 50 microseconds. */
  private static final int LOOKS = 2000;

  /** How long the caller sleeps when the others take long, in nanoseconds. */
  private static final long NAP = 20_000;

  /** Work in parts that do not depend on each other. */
  interface Task {
    /**
     * Does a part.
     *
     * @param lane which of the threads does it, from 0: none does two parts at a time
     */
    void part(int part, int lane);
  }

  private static final Map<Integer, Crew> BY_THREADS = new ConcurrentHashMap<>();

  private final Worker[] workers;
  private final AtomicInteger working = new AtomicInteger();
  private final AtomicInteger next = new AtomicInteger();
  private volatile Task task;
  private volatile int parts;
  private volatile Throwable failure;

  private Crew(int threads) {
    workers = new Worker[threads - 1];
    for (int i = 0; i < workers.length; i++) {
      workers[i] = new Worker(i + 1);
      workers[i].start();
    }
  }

  /** The crew of so many threads, the caller's among them: one for all works of the process. */
  static Crew of(int threads) {
    return BY_THREADS.computeIfAbsent(threads, Crew::new);
  }

  /** How many they are. */
  int threads() {
    return workers.length + 1;
  }

  /**
   * Calls {@code part} with 0 to {@code count - 1}, each once, on any of the threads, and returns
   * when all are done. One work at a time.
   */
  synchronized void run(int count, Task part) {
    if (workers.length == 0 || count == 1) {
      for (int i = 0; i < count; i++) {
        part.part(i, 0);
      }
      return;
    }
    failure = null;
    next.set(0);
    parts = count;
    task = part;
    working.set(workers.length);
    for (Worker worker : workers) {
      worker.wake();
    }
    take(part, count, 0);
    for (int looks = 0; working.get() > 0; looks++) {
      if (looks < LOOKS) {
        Thread.onSpinWait();
      } else {
        LockSupport.parkNanos(NAP);
      }
    }
    task = null;
    if (failure != null) {
      throw new IllegalStateException("a part of the engine's work failed", failure);
    }
  }

  private void take(Task work, int count, int lane) {
    try {
      for (int i = next.getAndIncrement(); i < count; i = next.getAndIncrement()) {
        work.part(i, lane);
      }
    } catch (RuntimeException | Error e) {
      failure = e;
    }
  }

  private final class Worker extends Thread {
    private volatile boolean called;
    private volatile boolean asleep;

    private final int lane;

    Worker(int lane) {
      super("engine " + (lane + 1));
      this.lane = lane;
      setDaemon(true);
    }

    void wake() {
      called = true;
      if (asleep) {
        LockSupport.unpark(this);
      }
    }

    @Override
    public void run() {
      while (true) {
        for (int looks = 0; !called; looks++) {
          if (looks < LOOKS) {
            Thread.onSpinWait();
            continue;
          }
          asleep = true;
          if (!called) {
            LockSupport.park(this);
          }
          asleep = false;
        }
        if (called) {
          called = false;
          take(task, parts, lane);
          working.decrementAndGet();
        }
      }
    }
  }
}
