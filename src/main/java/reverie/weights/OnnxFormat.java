package reverie.weights;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import reverie.support.UserException;

/**
 * ONNX: a protocol buffers message with the network's operators and their arrays. Field numbers are
 * those of onnx.proto. Arrays in other files are refused.
 */
final class OnnxFormat implements WeightFormat {
  private static final int MOST_NODES = 20_000;
  private static final int MOST_AXES = 8;

  /** ModelProto: ir_version first, then the producer, the opset or the graph. */
  private static final String SECOND_FIELDS = "\u0012\u001a\"(2:B";

  private static final Map<Long, ElementType> TYPES =
      Map.of(
          1L, ElementType.F32,
          2L, ElementType.U8,
          6L, ElementType.I32,
          7L, ElementType.I64,
          10L, ElementType.F16,
          11L, ElementType.F64,
          16L, ElementType.BF16);

  @Override
  public String name() {
    return "ONNX";
  }

  @Override
  public boolean recognises(ByteBuffer head) {
    return head.remaining() > 4
        && head.get(0) == 8
        && head.get(1) > 0
        && head.get(1) < 64
        && SECOND_FIELDS.indexOf(head.get(2)) >= 0;
  }

  @Override
  public Checkpoint read(Source source) {
    try (Source.Content content = source.open()) {
      if (content.length() > Integer.MAX_VALUE - 64) {
        throw damaged(source.name() + ": expected at most 2 GB, found " + content.length());
      }
      byte[] bytes = new byte[(int) content.length()];
      content.read(0, bytes.length).get(bytes);
      Protobuf whole = Protobuf.of(bytes);
      // The last field of most files: without it, the file was cut.
      if (!whole.has(8)) {
        throw damaged(source.name() + ": expected an opset_import, found none");
      }
      return model(source.name(), whole.message(7));
    } catch (IOException | StackOverflowError e) {
      throw new UserException(
          source.name() + ": not a whole ONNX model: " + Json.shown(String.valueOf(e.getMessage())),
          "The file is damaged or incomplete: fetch it again.",
          e);
    }
  }

  private static OnnxModel model(String source, Protobuf graph) throws IOException {
    Map<String, Weights.Tensor> tensors = new LinkedHashMap<>();
    for (Protobuf tensor : graph.messages(5)) {
      add(source, tensors, tensor.text(8), tensor);
    }
    List<OnnxModel.OnnxNode> nodes = new ArrayList<>();
    for (Protobuf node : graph.messages(1)) {
      List<String> outputs = node.texts(2);
      if (node.text(4).equals("Constant")) {
        for (Protobuf attribute : node.messages(5)) {
          if (attribute.text(1).equals("value") && !outputs.isEmpty()) {
            add(source, tensors, outputs.get(0), attribute.message(5));
          }
        }
      } else {
        nodes.add(node(source, node, outputs));
      }
      if (nodes.size() > MOST_NODES) {
        throw damaged(source + ": expected at most " + MOST_NODES + " operators");
      }
    }
    List<Protobuf> pictures = new ArrayList<>();
    for (Protobuf input : graph.messages(11)) {
      if (!tensors.containsKey(input.text(1))) {
        pictures.add(input);
      }
    }
    if (pictures.size() != 1 || nodes.isEmpty()) {
      throw damaged(
          source
              + ": expected operators and one input, found "
              + nodes.size()
              + " and "
              + pictures.size());
    }
    List<String> outputs = new ArrayList<>();
    for (Protobuf output : graph.messages(12)) {
      outputs.add(output.text(1));
    }
    return new OnnxModel(
        new Weights(source, tensors, Map.of()),
        nodes,
        pictures.get(0).text(1),
        shape(pictures.get(0)),
        outputs);
  }

  private static long[] shape(Protobuf value) throws IOException {
    List<Protobuf> axes = value.message(2).message(1).message(2).messages(1);
    long[] shape = new long[axes.size()];
    for (int i = 0; i < shape.length; i++) {
      shape[i] = Math.max(0, axes.get(i).number(1));
    }
    return shape;
  }

  private static OnnxModel.OnnxNode node(String source, Protobuf node, List<String> outputs)
      throws IOException {
    if (outputs.isEmpty()) {
      throw damaged(source + ": operator '" + Json.shown(node.text(4)) + "' has no output");
    }
    Map<String, double[]> numbers = new LinkedHashMap<>();
    Map<String, String> texts = new LinkedHashMap<>();
    for (Protobuf attribute : node.messages(5)) {
      String name = attribute.text(1);
      if (attribute.has(4)) {
        texts.put(name, attribute.text(4));
      } else if (attribute.has(2) || attribute.has(7)) {
        float[] floats = attribute.floats(attribute.has(2) ? 2 : 7);
        double[] values = new double[floats.length];
        for (int i = 0; i < floats.length; i++) {
          values[i] = floats[i];
        }
        numbers.put(name, values);
      } else {
        numbers.put(
            name,
            attribute.whole(attribute.has(3) ? 3 : 8).stream()
                .mapToDouble(Long::doubleValue)
                .toArray());
      }
    }
    String name = node.text(3).isEmpty() ? outputs.get(0) : node.text(3);
    return new OnnxModel.OnnxNode(name, node.text(4), node.texts(1), outputs, numbers, texts);
  }

  private static void add(
      String source, Map<String, Weights.Tensor> tensors, String name, Protobuf tensor)
      throws IOException {
    String where = source + ": array '" + Json.shown(name) + "': ";
    if (tensor.number(14) != 0 || tensor.has(13)) {
      throw new UserException(
          where + "its numbers lie in another file", "Save the model as one file.");
    }
    List<Long> axes = tensor.whole(1);
    long[] shape = axes.stream().mapToLong(Long::longValue).toArray();
    long size = 1;
    for (long axis : shape) {
      size = axis < 0 || axis > Integer.MAX_VALUE ? Long.MAX_VALUE : size * axis;
      if (shape.length > MOST_AXES || size < 0 || size > Integer.MAX_VALUE - 64) {
        throw damaged(where + "expected at most 8 axes and 2^31 values, found " + axes);
      }
    }
    float[] values = values(where, tensor);
    if (values.length != size) {
      throw damaged(
          where
              + "expected "
              + size
              + " numbers for "
              + Arrays.toString(shape)
              + ", found "
              + values.length);
    }
    if (tensors.put(name, new Weights.Tensor(shape, values)) != null) {
      throw damaged(source + ": two arrays named '" + Json.shown(name) + "'");
    }
  }

  private static float[] values(String where, Protobuf tensor) throws IOException {
    ElementType type = TYPES.get(tensor.number(2));
    if (type == null) {
      throw new UserException(
          where + "expected numbers of float, found data type " + tensor.number(2),
          "Export the model in float32.");
    }
    if (tensor.has(9)) {
      ByteString raw = tensor.bytes(9);
      float[] values = new float[raw.size() / type.bytes()];
      type.decode(
          ByteBuffer.wrap(raw.toByteArray()).order(ByteOrder.LITTLE_ENDIAN),
          values,
          0,
          values.length);
      return values;
    }
    if (type == ElementType.F32) {
      return tensor.floats(4);
    }
    List<Long> whole = tensor.whole(type == ElementType.I64 ? 7 : 5);
    float[] values = new float[whole.size()];
    for (int i = 0; i < values.length; i++) {
      long one = whole.get(i);
      values[i] =
          type == ElementType.F16
              ? ElementType.half((short) one)
              : type == ElementType.BF16 ? Float.intBitsToFloat((int) one << 16) : one;
    }
    return values;
  }

  private static UserException damaged(String what) {
    return new UserException(what, "The file is damaged, or not a picture network.");
  }
}
