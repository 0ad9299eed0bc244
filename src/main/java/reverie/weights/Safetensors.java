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
    OutputFile.write(file, out -> write(out, tensors, metadata, true));
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
    write(out, tensors, metadata, false);
  }

  private static void write(
      OutputStream out,
      Map<String, Weights.Tensor> tensors,
      Map<String, String> metadata,
      boolean half)
      throws IOException {
    if (tensors.containsKey("__metadata__")) {
      throw new IllegalArgumentException("'__metadata__' cannot name an array");
    }
    Map<String, Weights.Tensor> sorted = new TreeMap<>(tensors);
    byte[] header = header(sorted, new TreeMap<>(metadata), half);
    out.write(ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(header.length).array());
    out.write(header);
    for (Weights.Tensor tensor : sorted.values()) {
      writeValues(out, tensor.values(), half);
    }
  }

  private static byte[] header(
      Map<String, Weights.Tensor> tensors, Map<String, String> metadata, boolean half)
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
        long end = begin + (half ? 2L : 4L) * entry.getValue().values().length;
        long[] shape = entry.getValue().shape();
        json.writeObjectFieldStart(entry.getKey());
        json.writeStringField("dtype", half ? "F16" : "F32");
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

  private static void writeValues(OutputStream out, float[] values, boolean half)
      throws IOException {
    ByteBuffer piece = ByteBuffer.allocate(4 * PIECE).order(ByteOrder.LITTLE_ENDIAN);
    for (int start = 0; start < values.length; start += PIECE) {
      int count = Math.min(PIECE, values.length - start);
      if (half) {
        for (int i = 0; i < count; i++) {
          piece.putShort(2 * i, Half.of(values[start + i]));
        }
      } else {
        piece.asFloatBuffer().put(values, start, count);
      }
      out.write(piece.array(), 0, (half ? 2 : 4) * count);
    }
  }
}
