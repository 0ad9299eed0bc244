package reverie.weights;

import java.nio.ByteBuffer;

/** How one stored number becomes a float32. */
interface Elements {
  /** Bytes of one stored number. */
  int bytes();

  /**
   * Decodes {@code count} numbers.
   *
   * @param from little-endian, from position 0 on
   */
  void decode(ByteBuffer from, float[] to, int start, int count);

  /**
   * Decodes {@code count} numbers from {@code offset} on, which the caller has checked against the
   * content's length.
   */
  default float[] read(Source.Content content, long offset, int count) {
    int most = (1 << 20) / bytes();
    float[] values = new float[count];
    for (int start = 0; start < count; start += most) {
      int piece = Math.min(most, count - start);
      decode(content.read(offset + (long) start * bytes(), piece * bytes()), values, start, piece);
    }
    return values;
  }
}
