package reverie.weights;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import reverie.support.UserException;

/**
 * The checked header of a safetensors file.
 *
 * @param entries arrays in the header's order; together they lie side by side and fill the data
 * @param metadata the file's own text entries
 */
record SafetensorsHeader(List<Entry> entries, Map<String, String> metadata) {
  private static final String METADATA = "__metadata__";

  /**
   * PyTorch's count of training steps, int64, beside each batch norm: no network computes with it,
   * so that it may be of a format that is not read.
   */
  private static final String COUNTER = "num_batches_tracked";

  /** Where an array lies: bytes from {@code begin} to {@code end} of the data. */
  record Entry(String name, ElementType type, long[] shape, long begin, long end) {}

  /** A stretch of the data, of an array that is read or not. */
  private record Span(String name, long begin, long end) {}

  /**
   * Checks everything that the header says.
   *
   * @param source the file, for errors
   * @param dataLength bytes after the header
   */
  static SafetensorsHeader of(String source, JsonNode root, long dataLength) {
    List<Entry> entries = new ArrayList<>();
    List<Span> spans = new ArrayList<>();
    Map<String, String> metadata = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> field : root.properties()) {
      String name = field.getKey();
      String where = source + ": tensor '" + Json.shown(name) + "'";
      if (name.equals(METADATA)) {
        metadata = metadata(source, field.getValue());
        continue;
      }
      Span span = span(where, name, field.getValue(), dataLength);
      spans.add(span);
      if (readable(where, name, field.getValue())) {
        entries.add(entry(where, field.getValue(), span));
      }
    }
    checkSideBySide(source, spans, dataLength);
    return new SafetensorsHeader(entries, metadata);
  }

  private static Map<String, String> metadata(String source, JsonNode node) {
    Map<String, String> texts = new LinkedHashMap<>();
    if (!node.isObject()) {
      throw damaged(source, "expected texts in " + METADATA);
    }
    for (Map.Entry<String, JsonNode> text : node.properties()) {
      if (!text.getValue().isTextual()) {
        throw damaged(source, METADATA + " '" + Json.shown(text.getKey()) + "': expected a text");
      }
      texts.put(text.getKey(), text.getValue().textValue());
    }
    return texts;
  }

  private static Span span(String where, String name, JsonNode node, long dataLength) {
    JsonNode offsets = node.path("data_offsets");
    long begin = offsets.size() == 2 ? Json.whole(offsets.get(0)).orElse(-1L) : -1;
    long end = offsets.size() == 2 ? Json.whole(offsets.get(1)).orElse(-1L) : -1;
    if (begin < 0 || end < begin || end > dataLength) {
      throw damaged(
          where,
          "expected data_offsets from 0 to "
              + dataLength
              + ", found "
              + Json.shown(offsets.toString()));
    }
    return new Span(name, begin, end);
  }

  private static boolean readable(String where, String name, JsonNode node) {
    String type = node.path("dtype").asText("");
    if (ElementType.named(type).isEmpty() && !name.endsWith(COUNTER)) {
      throw new UserException(
          where
              + ": expected dtype "
              + ElementType.SAFETENSORS.stream().map(Enum::name).collect(Collectors.joining(", "))
              + ", found '"
              + Json.shown(type)
              + "'",
          "Save the weights as float32 or float16.");
    }
    return ElementType.named(type).isPresent();
  }

  private static Entry entry(String where, JsonNode node, Span span) {
    ElementType type = ElementType.named(node.path("dtype").asText("")).orElseThrow();
    JsonNode stated = node.path("shape");
    long[] shape =
        Json.shape(stated)
            .orElseThrow(
                () ->
                    damaged(
                        where,
                        "expected a shape of at most 8 axes and 2^31 values, found "
                            + Json.shown(stated.toString())));
    long expected = (long) Json.size(shape) * type.bytes();
    if (span.end - span.begin != expected) {
      throw damaged(
          where,
          "expected "
              + expected
              + " bytes for "
              + type
              + " "
              + Arrays.toString(shape)
              + ", found "
              + (span.end - span.begin));
    }
    return new Entry(span.name, type, shape, span.begin, span.end);
  }

  /** No gap, no overlap, nothing left over: as the reference implementation demands. */
  private static void checkSideBySide(String source, List<Span> spans, long dataLength) {
    long end = 0;
    for (Span span :
        spans.stream()
            .sorted(Comparator.comparingLong(Span::begin).thenComparingLong(Span::end))
            .toList()) {
      if (span.begin != end) {
        throw damaged(
            source + ": tensor '" + Json.shown(span.name) + "'",
            "expected its data at byte " + end + ", found " + span.begin);
      }
      end = span.end;
    }
    if (end != dataLength) {
      throw damaged(source, "expected " + end + " bytes of data, found " + dataLength);
    }
  }

  private static UserException damaged(String where, String what) {
    return new UserException(where + ": " + what, "The file is damaged or incomplete.");
  }
}
