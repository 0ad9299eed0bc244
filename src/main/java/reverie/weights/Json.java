package reverie.weights;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import reverie.support.UserException;

/** JSON from files that nobody vouches for: an object, each key once, nothing after it. */
final class Json {
  /** Largest text that is taken into memory, in bytes; real ones stay below 5 MB. */
  static final int MOST_BYTES = 32 << 20;

  private static final int MOST_AXES = 8;

  /** The largest array that Java has, and then some room. */
  private static final long MOST_VALUES = Integer.MAX_VALUE - 64;

  private static final JsonFactory FACTORY =
      JsonFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  private Json() {}

  /**
   * The object that the text holds.
   *
   * @param where the file, for errors
   * @param utf8 the text, backed by an array
   * @throws UserException if it is not one object, is cut short, or has a key twice
   */
  static JsonNode object(String where, ByteBuffer utf8) {
    try (JsonParser parser =
        FACTORY.createParser(
            utf8.array(), utf8.arrayOffset() + utf8.position(), utf8.remaining())) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw new UserException(where + ": expected a JSON object", "The file is damaged.");
      }
      JsonNode root = value(parser);
      if (parser.nextToken() != null) {
        throw new UserException(
            where + ": expected nothing after the JSON object", "The file is damaged.");
      }
      return root;
    } catch (IOException e) {
      String why = e instanceof JsonProcessingException j ? j.getOriginalMessage() : e.getMessage();
      throw new UserException(
          where + ": not valid JSON: " + shown(why), "The file is damaged or incomplete.", e);
    }
  }

  /**
   * The value whose first token the parser is at. Jackson's own ObjectMapper would do it, but takes
   * 0.3 s to start, most of the time in which the embedded network is to be loaded. The parser
   * bounds the depth.
   */
  private static JsonNode value(JsonParser parser) throws IOException {
    JsonNodeFactory nodes = JsonNodeFactory.instance;
    switch (parser.currentToken()) {
      case START_OBJECT -> {
        ObjectNode object = nodes.objectNode();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
          String name = parser.currentName();
          parser.nextToken();
          object.set(name, value(parser));
        }
        return object;
      }
      case START_ARRAY -> {
        ArrayNode array = nodes.arrayNode();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
          array.add(value(parser));
        }
        return array;
      }
      case VALUE_STRING -> {
        return nodes.textNode(parser.getText());
      }
      case VALUE_NUMBER_INT -> {
        return parser.getNumberType() == JsonParser.NumberType.BIG_INTEGER
            ? nodes.numberNode(parser.getBigIntegerValue())
            : parser.getNumberType() == JsonParser.NumberType.INT
                ? nodes.numberNode(parser.getIntValue())
                : nodes.numberNode(parser.getLongValue());
      }
      case VALUE_NUMBER_FLOAT -> {
        return nodes.numberNode(parser.getDoubleValue());
      }
      case VALUE_TRUE, VALUE_FALSE -> {
        return nodes.booleanNode(parser.getBooleanValue());
      }
      case VALUE_NULL -> {
        return nodes.nullNode();
      }
      default -> throw new IOException("unexpected " + parser.currentToken());
    }
  }

  /**
   * The sizes that a JSON array of whole numbers gives, if they make an array that Java can hold.
   */
  static Optional<long[]> shape(JsonNode node) {
    if (node == null || !node.isArray() || node.size() > MOST_AXES) {
      return Optional.empty();
    }
    long[] shape = new long[node.size()];
    long size = 1;
    for (int i = 0; i < shape.length; i++) {
      Optional<Long> axis = whole(node.get(i));
      if (axis.isEmpty() || axis.get() < 0 || axis.get() > MOST_VALUES) {
        return Optional.empty();
      }
      shape[i] = axis.get();
      size *= shape[i];
      if (size > MOST_VALUES) {
        return Optional.empty();
      }
    }
    return Optional.of(shape);
  }

  /** How many values an array of that {@link #shape} holds. */
  static int size(long[] shape) {
    long size = 1;
    for (long axis : shape) {
      size *= axis;
    }
    return Math.toIntExact(size);
  }

  /** The whole number that a node gives, if it is one and fits a long. */
  static Optional<Long> whole(JsonNode node) {
    return node != null && node.isIntegralNumber() && node.canConvertToLong()
        ? Optional.of(node.longValue())
        : Optional.empty();
  }

  /** A foreign text fit for one line of an error: control characters out, cut at 80 characters. */
  static String shown(String foreign) {
    String line = foreign.replaceAll("\\p{Cntrl}", "?");
    return line.length() <= 80 ? line : line.substring(0, 77) + "...";
  }
}
