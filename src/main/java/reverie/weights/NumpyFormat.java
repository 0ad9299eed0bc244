package reverie.weights;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import reverie.support.UserException;

/**
 * NumPy's {@code .npz}: a zip archive of {@code NAME.npy}, packed or not. Each is a magic number, a
 * version, the length of a header (a Python dict of three known entries) and the numbers. Arrays of
 * objects, which are pickles, are refused.
 */
final class NumpyFormat implements WeightFormat {
  private static final String SUFFIX = ".npy";
  private static final int MOST_HEADER = 1 << 16;
  private static final int MOST_AXES = 8;

  private static final Pattern HEADER =
      Pattern.compile(
          "\\{\\s*'descr': '([<>|=])([a-z])(\\d{1,2})',\\s*'fortran_order': (True|False),"
              + "\\s*'shape': \\(((?:\\d{1,10},?\\s*)*)\\),?\\s*\\}\\s*");

  private static final Map<String, ElementType> TYPES =
      Map.of(
          "f2", ElementType.F16,
          "f4", ElementType.F32,
          "f8", ElementType.F64,
          "u1", ElementType.U8,
          "i4", ElementType.I32,
          "i8", ElementType.I64);

  @Override
  public String name() {
    return "NumPy .npz";
  }

  @Override
  public boolean recognises(ByteBuffer head) {
    return Zips.isZip(head) && Zips.firstName(head).endsWith(SUFFIX);
  }

  @Override
  public Checkpoint read(Source source) {
    Map<String, Weights.Tensor> tensors = new LinkedHashMap<>();
    try (Archive archive = Archive.open(source)) {
      for (String entry : archive.names()) {
        if (entry.endsWith(SUFFIX)) {
          String name = entry.substring(0, entry.length() - SUFFIX.length());
          String where = source.name() + ": array '" + Json.shown(name) + "': ";
          tensors.put(name, archive.read(entry, in -> tensor(where, in, archive.size(entry))));
        }
      }
    }
    return new Checkpoint.Arrays(new Weights(source.name(), tensors, Map.of()));
  }

  private static Weights.Tensor tensor(String where, InputStream in, long size) throws IOException {
    ByteBuffer start = exactly(in, 8);
    boolean second = start.get(6) >= 2;
    if (!magic(start)) {
      throw damaged(where + "expected a .npy array");
    }
    int length =
        second ? exactly(in, 4).getInt(0) : Short.toUnsignedInt(exactly(in, 2).getShort(0));
    if (length < 0 || length > MOST_HEADER) {
      throw damaged(where + "expected a header of at most " + MOST_HEADER + " bytes");
    }
    String header = StandardCharsets.ISO_8859_1.decode(exactly(in, length)).toString();
    Matcher parts = HEADER.matcher(header);
    ElementType type = parts.matches() ? TYPES.get(parts.group(2) + parts.group(3)) : null;
    if (type == null) {
      throw new UserException(
          where
              + "expected numbers of "
              + TYPES.keySet().stream().sorted().toList()
              + ", found "
              + Json.shown(header.strip()),
          "Save arrays of float32, in Python: np.savez('weights.npz', **arrays).");
    }
    long[] shape = shape(where, parts.group(5));
    long bytes = 8 + (second ? 4 : 2) + length + (long) Json.size(shape) * type.bytes();
    if (bytes != size) {
      throw damaged(
          where + "expected " + bytes + " bytes for " + Arrays.toString(shape) + ", found " + size);
    }
    ByteOrder order = parts.group(1).equals(">") ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
    float[] values = TorchFormat.decoded(in, type, Json.size(shape), order);
    return new Weights.Tensor(
        shape, parts.group(4).equals("True") ? rowMajor(values, shape) : values);
  }

  private static boolean magic(ByteBuffer start) {
    byte[] expected = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
    byte[] found = new byte[expected.length];
    start.duplicate().get(found);
    return Arrays.equals(expected, found);
  }

  private static ByteBuffer exactly(InputStream in, int count) throws IOException {
    byte[] bytes = in.readNBytes(count);
    if (bytes.length < count) {
      throw new EOFException("ended in the header");
    }
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  private static long[] shape(String where, String text) {
    String[] parts = text.isBlank() ? new String[0] : text.strip().split("\\s*,\\s*", -1);
    int axes =
        parts.length > 0 && parts[parts.length - 1].isEmpty() ? parts.length - 1 : parts.length;
    long[] shape = new long[axes];
    long size = 1;
    for (int i = 0; i < axes; i++) {
      shape[i] = Long.parseLong(parts[i]);
      size = shape[i] > Integer.MAX_VALUE ? Long.MAX_VALUE : size * shape[i];
      if (axes > MOST_AXES || size > Integer.MAX_VALUE - 64) {
        throw damaged(where + "expected a shape of at most 8 axes and 2^31 values");
      }
    }
    return shape;
  }

  /** Fortran's order, first axis fastest, as Java's. */
  private static float[] rowMajor(float[] values, long[] shape) {
    float[] turned = new float[values.length];
    int[] index = new int[shape.length];
    for (int from = 0; from < values.length; from++) {
      int to = 0;
      for (int axis = 0; axis < shape.length; axis++) {
        to = to * (int) shape[axis] + index[axis];
      }
      turned[to] = values[from];
      for (int axis = 0; axis < shape.length && ++index[axis] == shape[axis]; axis++) {
        index[axis] = 0;
      }
    }
    return turned;
  }

  private static UserException damaged(String what) {
    return new UserException(what, "The file is damaged or incomplete.");
  }
}
