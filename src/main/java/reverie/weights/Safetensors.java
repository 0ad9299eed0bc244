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
    if (tensors.containsKey("__metadata__")) {
      throw new IllegalArgumentException("'__metadata__' cannot name an array");
    }
    Map<String, Weights.Tensor> sorted = new TreeMap<>(tensors);
    byte[] header = header(sorted, new TreeMap<>(metadata));
    out.write(ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(header.length).array());
    out.write(header);
    for (Weights.Tensor tensor : sorted.values()) {
      writeValues(out, tensor.values());
    }
  }

  private static byte[] header(Map<String, Weights.Tensor> tensors, Map<String, String> metadata)
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
        long end = begin + 4L * entry.getValue().values().length;
        long[] shape = entry.getValue().shape();
        json.writeObjectFieldStart(entry.getKey());
        json.writeStringField("dtype", "F32");
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

  private static void writeValues(OutputStream out, float[] values) throws IOException {
    ByteBuffer piece = ByteBuffer.allocate(4 * PIECE).order(ByteOrder.LITTLE_ENDIAN);
    for (int start = 0; start < values.length; start += PIECE) {
      int count = Math.min(PIECE, values.length - start);
      piece.asFloatBuffer().put(values, start, count);
      out.write(piece.array(), 0, 4 * count);
    }
  }
}
