package reverie.weights;

import java.nio.ByteBuffer;

/**
 * TensorFlow.js' affine quantisation: value = min + scale * stored, in float32.
 *
 * @param bytes of a stored number, unsigned: 1 or 2
 * @param scale value of one unit
 * @param min value of 0
 */
record Quantisation(int bytes, float scale, float min) implements Elements {
  /** Checks the size. */
  Quantisation {
    if (bytes != 1 && bytes != 2) {
      throw new IllegalArgumentException("1 or 2 bytes, got " + bytes);
    }
  }

  @Override
  public void decode(ByteBuffer from, float[] to, int start, int count) {
    if (bytes == 1) {
      decodeBytes(from, to, start, count);
    } else {
      for (int i = 0; i < count; i++) {
        to[start + i] = value(from.getShort(2 * i) & 0xFFFF);
      }
    }
  }

  private void decodeBytes(ByteBuffer from, float[] to, int start, int count) {
    float[] values = new float[256];
    for (int i = 0; i < values.length; i++) {
      values[i] = value(i);
    }
    byte[] stored = from.array();
    int first = from.arrayOffset() + from.position();
    for (int i = 0; i < count; i++) {
      to[start + i] = values[stored[first + i] & 0xFF];
    }
  }

  private float value(int stored) {
    // TensorFlow.js computes this in float64. The reference activations that this project checks
    // itself against were made in float32: so computed, mixed5 agrees to 7e-7, else to 1.4e-5.
    return scale * stored + min;
  }
}
