package reverie.weights;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import reverie.support.UserException;

/**
 * Safetensors: the header's length (8 bytes, little-endian), a JSON header, then the arrays' bytes.
 * Nothing is read before the whole header was checked against the file's length.
 */
final class SafetensorsFormat implements WeightFormat {
  private static final int PREFIX = 8;

  @Override
  public String name() {
    return "safetensors";
  }

  @Override
  public boolean recognises(ByteBuffer head) {
    // A header of 2^40 bytes or more is not one: these three bytes are text or noise.
    return head.remaining() > PREFIX
        && head.get(5) == 0
        && head.get(6) == 0
        && head.get(7) == 0
        && head.get(PREFIX) == '{';
  }

  @Override
  public Checkpoint read(Source source) {
    try (Source.Content content = source.open()) {
      long room = content.length() - PREFIX;
      if (room < 2) {
        throw damaged(source, "expected at least 10 bytes, found " + content.length());
      }
      long header = content.read(0, PREFIX).getLong(0);
      if (header < 2 || header > Math.min(room, Json.MOST_BYTES)) {
        throw damaged(
            source,
            "expected a header of 2 to "
                + Math.min(room, Json.MOST_BYTES)
                + " bytes, found the length "
                + Long.toUnsignedString(header));
      }
      SafetensorsHeader parsed =
          SafetensorsHeader.of(
              source.name(),
              Json.object(source.name() + ": header", content.read(PREFIX, (int) header)),
              room - header);
      Map<String, Weights.Tensor> tensors = new LinkedHashMap<>();
      for (SafetensorsHeader.Entry entry : parsed.entries()) {
        tensors.put(
            entry.name(),
            new Weights.Tensor(
                entry.shape(),
                entry
                    .type()
                    .read(content, PREFIX + header + entry.begin(), Json.size(entry.shape()))));
      }
      Map<String, String> metadata = new LinkedHashMap<>(parsed.metadata());
      String packed = metadata.remove(EightBit.METADATA);
      Weights weights =
          new Weights(
              source.name(),
              packed == null ? tensors : EightBit.unpacked(source.name(), tensors),
              metadata);
      String topology = parsed.metadata().get(LayersModel.METADATA);
      return topology == null
          ? new Checkpoint.Arrays(weights)
          : new LayersModel(
              weights,
              Json.object(
                  source.name() + ": " + LayersModel.METADATA,
                  ByteBuffer.wrap(topology.getBytes(StandardCharsets.UTF_8))));
    }
  }

  private static UserException damaged(Source source, String what) {
    return new UserException(source.name() + ": " + what, "The file is damaged or incomplete.");
  }
}
