package reverie.tensor;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The memory of an array as one run of numbers, rows first: to be copied in pieces, or read and
 * written as {@code double[]} by what no array library does (an FFT, a resampling, a blur).
 *
 * <p>Positions and counts are in elements, not bytes. Reading and writing are safe from several
 * threads at once where their pieces do not overlap. A plane of 1024x1024 float32 is read in 0.4
 * ms; the pieces of {@code [1, 3, 1024, 1024]} are copied in 1 ms.
 */
public final class Dense {
  private static final int CHUNK = 4096;

  private final ByteBuffer bytes;
  private final FloatBuffer floats;
  private final DoubleBuffer doubles;
  private final int elementSize;
  private final int length;

  private Dense(INDArray array) {
    elementSize = array.dataType().width();
    long end = (array.offset() + array.length()) * elementSize;
    if (end > Integer.MAX_VALUE) {
      throw new IllegalArgumentException("an array of less than 2 GiB, got " + end + " bytes");
    }
    length = (int) array.length();
    bytes =
        array
            .data()
            .asNio()
            .duplicate()
            .position((int) array.offset() * elementSize)
            .limit((int) end)
            .slice()
            .order(ByteOrder.nativeOrder());
    boolean single = array.dataType() == DataType.FLOAT;
    floats = single ? bytes.asFloatBuffer() : null;
    doubles = single ? null : bytes.asDoubleBuffer();
  }

  /**
   * The numbers of an array, to be read: its own memory where that is dense, a dense copy of it
   * where the array is a strided view.
   *
   * @throws IllegalArgumentException if it is neither float32 nor float64
   */
  public static Dense reading(INDArray array) {
    checkType(array);
    return new Dense(copyIfStrided(array));
  }

  /**
   * The numbers of an array, to be written.
   *
   * @throws IllegalArgumentException if it is neither float32 nor float64, or is a strided view
   */
  public static Dense writing(INDArray array) {
    checkType(array);
    if (!isDense(array)) {
      throw new IllegalArgumentException("a dense array in rows, got a strided view");
    }
    return new Dense(array);
  }

  /** Whether its numbers lie in rows without gaps; the stride of an axis of one says nothing. */
  public static boolean isDense(INDArray array) {
    long expected = 1;
    for (int axis = array.rank() - 1; axis >= 0; axis--) {
      if (array.size(axis) != 1 && array.stride(axis) != expected) {
        return false;
      }
      expected *= array.size(axis);
    }
    return true;
  }

  /** The array itself where it is dense, else a dense copy in rows. */
  public static INDArray copyIfStrided(INDArray array) {
    return isDense(array) ? array : array.dup('c');
  }

  private static void checkType(INDArray array) {
    if (array.dataType() != DataType.FLOAT && array.dataType() != DataType.DOUBLE) {
      throw new IllegalArgumentException("float32 or float64, got " + array.dataType());
    }
  }

  /** How many numbers there are. */
  public int length() {
    return length;
  }

  /** Reads {@code count} numbers from {@code position} on into {@code target[at...]}. */
  public void read(int position, double[] target, int at, int count) {
    if (doubles != null) {
      doubles.get(position, target, at, count);
      return;
    }
    float[] chunk = new float[Math.min(CHUNK, count)];
    for (int done = 0; done < count; done += CHUNK) {
      int n = Math.min(CHUNK, count - done);
      floats.get(position + done, chunk, 0, n);
      for (int i = 0; i < n; i++) {
        target[at + done + i] = chunk[i];
      }
    }
  }

  /** Writes {@code count} numbers of {@code source[at...]} to {@code position} on. */
  public void write(int position, double[] source, int at, int count) {
    if (doubles != null) {
      doubles.put(position, source, at, count);
      return;
    }
    float[] chunk = new float[Math.min(CHUNK, count)];
    for (int done = 0; done < count; done += CHUNK) {
      int n = Math.min(CHUNK, count - done);
      for (int i = 0; i < n; i++) {
        chunk[i] = (float) source[at + done + i];
      }
      floats.put(position + done, chunk, 0, n);
    }
  }

  /** As {@link #write(int, double[], int, int)}, of float32 into float32. */
  void write(int position, float[] source, int at, int count) {
    floats.put(position, source, at, count);
  }

  /**
   * Copies {@code count} numbers from {@code position} on into other memory of the same type, a
   * plain copy of bytes.
   */
  public void copy(int position, Dense target, int targetPosition, int count) {
    if (target.elementSize != elementSize) {
      throw new IllegalArgumentException(
          "elements of " + elementSize + " bytes, got " + target.elementSize);
    }
    target.bytes.put(
        targetPosition * elementSize, bytes, position * elementSize, count * elementSize);
  }
}
