package reverie.weights;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import reverie.support.OutputFile;

/**
 * Writes arrays as safetensors, the format that most tools of the field read. Reading is {@link
 * WeightFormats#read}.
 */
public final class Safetensors {
  private static final int ALIGNMENT = 8;
  private static final int PIECE = 1 << 14;

  private Safetensors() {}

  /**
   * Writes a file whole or not at all; an existing one is replaced.
   *
   * @throws reverie.support.UserException if it cannot be written
   */
  public static void write(
      Path file, Map<String, Weights.Tensor> tensors, Map<String, String> metadata) {
    OutputFile.write(file, out -> write(out, tensors, metadata));
  }

  /**
   * As above, as binary16: half the size, three decimal digits. What is too large for it becomes
   * infinite, and is refused.
   *
   * @throws reverie.support.UserException if a number is beyond 65504
   */
  public static void writeHalf(
      Path file, Map<String, Weights.Tensor> tensors, Map<String, String> metadata) {
    tensors.forEach(Half::check);
    OutputFile.write(file, out -> write(out, tensors, metadata, name -> Form.F16));
  }

  /**
   * As above, arrays of two and more axes in a byte a number: {@link EightBit} says how. Only this
   * program knows what such a file means.
   *
   * @throws reverie.support.UserException if a number is infinite or none
   */
  public static void writeEightBit(
      Path file, Map<String, Weights.Tensor> tensors, Map<String, String> metadata) {
    Map<String, Weights.Tensor> packed = EightBit.packed(tensors);
    Map<String, String> more = new TreeMap<>(metadata);
    more.put(EightBit.METADATA, EightBit.VERSION);
    Function<String, Form> forms = name -> EightBit.isPacked(name, packed) ? Form.U8 : Form.F32;
    OutputFile.write(file, out -> write(out, packed, more, forms));
  }

  /** How an array's numbers are stored. */
  private enum Form {
    F32(Float.BYTES),
    F16(Short.BYTES),
    U8(1);

    private final int bytes;

    Form(int bytes) {
      this.bytes = bytes;
    }
  }

  /**
   * Writes float32 arrays, sorted by name as the reference implementation does, so that the same
   * arrays give the same bytes; the data begin at a multiple of 8 bytes.
   *
   * @param tensors arrays by name
   * @param metadata texts by name; left out if empty
   * @throws IllegalArgumentException if an array is named {@code __metadata__}
   */
  public static void write(
      OutputStream out, Map<String, Weights.Tensor> tensors, Map<String, String> metadata)
      throws IOException {
    write(out, tensors, metadata, name -> Form.F32);
  }

  private static void write(
      OutputStream out,
      Map<String, Weights.Tensor> tensors,
      Map<String, String> metadata,
      Function<String, Form> forms)
      throws IOException {
    if (tensors.containsKey("__metadata__")) {
      throw new IllegalArgumentException("'__metadata__' cannot name an array");
    }
    Map<String, Weights.Tensor> sorted = new TreeMap<>(tensors);
    byte[] header = header(sorted, new TreeMap<>(metadata), forms);
    out.write(ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(header.length).array());
    out.write(header);
    for (Map.Entry<String, Weights.Tensor> tensor : sorted.entrySet()) {
      writeValues(out, tensor.getValue().values(), forms.apply(tensor.getKey()));
    }
  }

  private static byte[] header(
      Map<String, Weights.Tensor> tensors,
      Map<String, String> metadata,
      Function<String, Form> forms)
      throws IOException {
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    try (JsonGenerator json = new JsonFactory().createGenerator(text)) {
      json.writeStartObject();
      if (!metadata.isEmpty()) {
        json.writeObjectFieldStart("__metadata__");
        for (Map.Entry<String, String> entry : metadata.entrySet()) {
          json.writeStringField(entry.getKey(), entry.getValue());
        }
        json.writeEndObject();
      }
      long begin = 0;
      for (Map.Entry<String, Weights.Tensor> entry : tensors.entrySet()) {
        Form form = forms.apply(entry.getKey());
        long end = begin + (long) form.bytes * entry.getValue().values().length;
        long[] shape = entry.getValue().shape();
        json.writeObjectFieldStart(entry.getKey());
        json.writeStringField("dtype", form.name());
        json.writeFieldName("shape");
        json.writeArray(shape, 0, shape.length);
        json.writeFieldName("data_offsets");
        json.writeArray(new long[] {begin, end}, 0, 2);
        json.writeEndObject();
        begin = end;
      }
      json.writeEndObject();
    }
    while (text.size() % ALIGNMENT != 0) {
      text.write(' ');
    }
    return text.toByteArray();
  }

  private static void writeValues(OutputStream out, float[] values, Form form) throws IOException {
    ByteBuffer piece = ByteBuffer.allocate(4 * PIECE).order(ByteOrder.LITTLE_ENDIAN);
    for (int start = 0; start < values.length; start += PIECE) {
      int count = Math.min(PIECE, values.length - start);
      switch (form) {
        case F32 -> piece.asFloatBuffer().put(values, start, count);
        case F16 -> {
          for (int i = 0; i < count; i++) {
            piece.putShort(2 * i, Half.of(values[start + i]));
          }
        }
        case U8 -> {
          for (int i = 0; i < count; i++) {
            piece.put(i, (byte) (int) values[start + i]);
          }
        }
      }
      out.write(piece.array(), 0, form.bytes * count);
    }
  }
}
