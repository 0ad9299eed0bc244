package reverie.weights;

import reverie.support.UserException;

/** float32 to IEEE 754 binary16; the way back is {@link ElementType#half}. */
final class Half {
  private static final float LARGEST = 65504;

  private Half() {}

  /** The nearest binary16, ties to even; infinite from 65520 on. */
  static short of(float value) {
    int bits = Float.floatToRawIntBits(value);
    int sign = bits >>> 16 & 0x8000;
    int size = bits & 0x7FFF_FFFF;
    if (size > 0x7F80_0000) {
      return (short) (sign | 0x7E00);
    }
    if (size >= 0x477F_F000) {
      return (short) (sign | 0x7C00);
    }
    if (size < 0x3880_0000) {
      // Below 2^-14: multiples of 2^-24, which float32 addition rounds to.
      float small = Float.intBitsToFloat(size) + 0.5f;
      return (short) (sign | (Float.floatToRawIntBits(small) - 0x3F00_0000));
    }
    int odd = size >> 13 & 1;
    return (short) (sign | (size - 0x3800_0000 + 0xFFF + odd) >> 13);
  }

  /** Refuses an array that binary16 cannot hold. */
  static void check(String name, Weights.Tensor tensor) {
    for (float value : tensor.values()) {
      if (Math.abs(value) > LARGEST && !Float.isInfinite(value)) {
        throw new UserException(
            "array '" + Json.shown(name) + "': " + value + " is beyond float16's 65504",
            "Convert it with --precision f32.");
      }
    }
  }
}
