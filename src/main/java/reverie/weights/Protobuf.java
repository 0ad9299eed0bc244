package reverie.weights;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.UnknownFieldSet;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/**
 * A protocol buffers message read by the numbers of its fields: of ONNX's schema we need a dozen,
 * not the generated classes.
 *
 * @param fields the message's
 */
record Protobuf(UnknownFieldSet fields) {
  static Protobuf of(byte[] bytes) throws InvalidProtocolBufferException {
    return new Protobuf(UnknownFieldSet.parseFrom(bytes));
  }

  /** The messages in a field. */
  List<Protobuf> messages(int field) throws InvalidProtocolBufferException {
    List<Protobuf> messages = new ArrayList<>();
    for (ByteString bytes : fields.getField(field).getLengthDelimitedList()) {
      messages.add(new Protobuf(UnknownFieldSet.parseFrom(bytes)));
    }
    return messages;
  }

  /** The message in a field; an empty one if it is not there. */
  Protobuf message(int field) throws InvalidProtocolBufferException {
    List<Protobuf> all = messages(field);
    return all.isEmpty()
        ? new Protobuf(UnknownFieldSet.getDefaultInstance())
        : all.get(all.size() - 1);
  }

  /** The texts in a field. */
  List<String> texts(int field) {
    return fields.getField(field).getLengthDelimitedList().stream()
        .map(ByteString::toStringUtf8)
        .toList();
  }

  /** The text in a field, or none. */
  String text(int field) {
    List<String> all = texts(field);
    return all.isEmpty() ? "" : all.get(all.size() - 1);
  }

  /** The bytes in a field, or none. */
  ByteString bytes(int field) {
    List<ByteString> all = fields.getField(field).getLengthDelimitedList();
    return all.isEmpty() ? ByteString.EMPTY : all.get(all.size() - 1);
  }

  boolean has(int field) {
    return fields.hasField(field);
  }

  /** Whole numbers, packed or not. */
  List<Long> whole(int field) throws IOException {
    List<Long> numbers = new ArrayList<>(fields.getField(field).getVarintList());
    for (ByteString packed : fields.getField(field).getLengthDelimitedList()) {
      CodedInputStream in = packed.newCodedInput();
      while (!in.isAtEnd()) {
        numbers.add(in.readInt64());
      }
    }
    return numbers;
  }

  /** The whole number in a field, or 0. */
  long number(int field) throws IOException {
    List<Long> all = whole(field);
    return all.isEmpty() ? 0 : all.get(all.size() - 1);
  }

  /** float32 numbers, packed or not. */
  float[] floats(int field) {
    List<Integer> single = fields.getField(field).getFixed32List();
    List<ByteString> packed = fields.getField(field).getLengthDelimitedList();
    int count = single.size();
    for (ByteString bytes : packed) {
      count += bytes.size() / Float.BYTES;
    }
    float[] numbers = new float[count];
    int at = 0;
    for (int bits : single) {
      numbers[at++] = Float.intBitsToFloat(bits);
    }
    for (ByteString bytes : packed) {
      ByteBuffer buffer = bytes.asReadOnlyByteBuffer().order(ByteOrder.LITTLE_ENDIAN);
      int some = bytes.size() / Float.BYTES;
      buffer.asFloatBuffer().get(numbers, at, some);
      at += some;
    }
    return numbers;
  }
}
