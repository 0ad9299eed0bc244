package reverie.weights;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;

/** Number formats of stored arrays, by their names in safetensors; all become float32. */
enum ElementType implements Elements {
  /** IEEE 754 binary32. */
  F32(4) {
    @Override
    public void decode(ByteBuffer from, float[] to, int start, int count) {
      from.asFloatBuffer().get(to, start, count);
    }
  },
  /** IEEE 754 binary64, rounded to the nearest float32. */
  F64(8) {
    @Override
    float at(ByteBuffer from, int index) {
      return (float) from.getDouble(index * 8);
    }
  },
  /** IEEE 754 binary16. */
  F16(2) {
    @Override
    float at(ByteBuffer from, int index) {
      return half(from.getShort(index * 2));
    }
  },
  /** bfloat16: the upper half of a float32. */
  BF16(2) {
    @Override
    float at(ByteBuffer from, int index) {
      return Float.intBitsToFloat(from.getShort(index * 2) << 16);
    }
  },
  /** Whole numbers from 0 to 255. */
  U8(1) {
    @Override
    float at(ByteBuffer from, int index) {
      return from.get(index) & 0xFF;
    }
  },
  /** Whole numbers of 4 bytes, rounded to the nearest float32. */
  I32(4) {
    @Override
    float at(ByteBuffer from, int index) {
      return from.getInt(index * 4);
    }
  },
  /** Whole numbers of 8 bytes, rounded to the nearest float32. */
  I64(8) {
    @Override
    float at(ByteBuffer from, int index) {
      return from.getLong(index * 8);
    }
  };

  /** Those that are read of safetensors. */
  static final List<ElementType> SAFETENSORS = List.of(F32, F64, F16, BF16, U8);

  private static final int HALF_EXPONENT = 0x7C00;
  private static final int HALF_FRACTION = 0x03FF;

  private final int bytes;

  ElementType(int bytes) {
    this.bytes = bytes;
  }

  /** The format that safetensors name so. */
  static Optional<ElementType> named(String name) {
    return SAFETENSORS.stream().filter(t -> t.name().equals(name)).findFirst();
  }

  @Override
  public int bytes() {
    return bytes;
  }

  /** The number at that index of the buffer. */
  float at(ByteBuffer from, int index) {
    return from.getFloat(index * 4);
  }

  @Override
  public void decode(ByteBuffer from, float[] to, int start, int count) {
    for (int i = 0; i < count; i++) {
      to[start + i] = at(from, i);
    }
  }

  /** The float32 of the same value as a binary16: each has one. */
  static float half(short bits) {
    int sign = (bits & 0x8000) << 16;
    int exponent = bits & HALF_EXPONENT;
    int fraction = bits & HALF_FRACTION;
    if (exponent == HALF_EXPONENT) {
      return Float.intBitsToFloat(sign | 0x7F80_0000 | fraction << 13);
    }
    if (exponent == 0) {
      float small = fraction * 0x1p-24f;
      return sign == 0 ? small : -small;
    }
    return Float.intBitsToFloat(sign | ((exponent >> 10) + 112) << 23 | fraction << 13);
  }
}
