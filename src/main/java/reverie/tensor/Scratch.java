package reverie.tensor;

import java.lang.ref.SoftReference;
import java.util.concurrent.ConcurrentLinkedDeque;

/**
 * A borrowed {@code double[]}, given back on close: a plane-sized array made afresh in each step
 * costs its page faults each time. What is given back is kept until memory runs short.
 */
public final class Scratch implements AutoCloseable {
  private static final ConcurrentLinkedDeque<SoftReference<double[]>> FREE =
      new ConcurrentLinkedDeque<>();

  private final double[] numbers;

  private Scratch(double[] numbers) {
    this.numbers = numbers;
  }

  /** At least {@code length} numbers, with whatever they last held; use try-with-resources. */
  public static Scratch of(int length) {
    for (SoftReference<double[]> kept = FREE.poll(); kept != null; kept = FREE.poll()) {
      double[] numbers = kept.get();
      // One too small is let go: the next picture is seldom smaller again.
      if (numbers != null && numbers.length >= length) {
        return new Scratch(numbers);
      }
    }
    return new Scratch(new double[length]);
  }

  /** The array; not to be used after the close. */
  public double[] numbers() {
    return numbers;
  }

  @Override
  public void close() {
    FREE.push(new SoftReference<>(numbers));
  }
}
