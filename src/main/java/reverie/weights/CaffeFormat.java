package reverie.weights;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import reverie.support.UserException;

/**
 * Caffe's {@code .caffemodel}: a protocol buffers message NetParameter, of today's layers or the
 * older ones of Caffe's first version. Field numbers are those of caffe.proto. Of a layer with
 * weights, {@code NAME.weight} and {@code NAME.bias} are taken; what it computes with them, the
 * architecture knows.
 */
final class CaffeFormat implements WeightFormat {
  private static final int NAME = 1;
  private static final int OLD_LAYERS = 2;
  private static final int LAYERS = 100;
  private static final int MOST_LAYERS = 10_000;
  private static final int MOST_AXES = 8;
  private static final int LONGEST_NAME = 100;

  /** Tags of the fields that may follow the name: layers of both kinds, inputs, their sizes. */
  private static final int[] SECOND_TAGS = {0x12, 0x1A, 0x20, 0x22, 0x28, 0x42, 0xA2};

  /** Where a message of layers has its name, and its arrays. */
  private record Fields(int layers, int name, int arrays) {}

  private static final List<Fields> KINDS =
      List.of(new Fields(LAYERS, 1, 7), new Fields(OLD_LAYERS, 4, 6));

  @Override
  public String name() {
    return "Caffe .caffemodel";
  }

  @Override
  public boolean recognises(ByteBuffer head) {
    if (head.remaining() < 4 || head.get(0) != (NAME << 3 | 2)) {
      return false;
    }
    int length = head.get(1);
    if (length < 0 || length > LONGEST_NAME || head.remaining() < length + 3) {
      return false;
    }
    for (int i = 2; i < 2 + length; i++) {
      if (head.get(i) < ' ') {
        return false;
      }
    }
    int second = head.get(2 + length) & 0xFF;
    return Arrays.stream(SECOND_TAGS).anyMatch(tag -> tag == second);
  }

  @Override
  public Checkpoint read(Source source) {
    try (Source.Content content = source.open()) {
      if (content.length() > Integer.MAX_VALUE - 64) {
        throw damaged(source.name() + ": expected at most 2 GB, found " + content.length());
      }
      byte[] bytes = new byte[(int) content.length()];
      content.read(0, bytes.length).get(bytes);
      Protobuf net = Protobuf.of(bytes);
      Map<String, Weights.Tensor> tensors = new LinkedHashMap<>();
      for (Fields kind : KINDS) {
        List<Protobuf> layers = net.messages(kind.layers);
        if (layers.size() > MOST_LAYERS) {
          throw damaged(source.name() + ": expected at most " + MOST_LAYERS + " layers");
        }
        for (Protobuf layer : layers) {
          add(source.name(), tensors, layer.text(kind.name), layer.messages(kind.arrays));
        }
      }
      if (tensors.isEmpty()) {
        throw damaged(source.name() + ": expected layers with weights, found none");
      }
      return new Checkpoint.Arrays(new Weights(source.name(), tensors, Map.of()));
    } catch (IOException | StackOverflowError e) {
      throw new UserException(
          source.name()
              + ": not a whole Caffe model: "
              + Json.shown(String.valueOf(e.getMessage())),
          "The file is damaged or incomplete: fetch it again.",
          e);
    }
  }

  private static void add(
      String source, Map<String, Weights.Tensor> tensors, String layer, List<Protobuf> arrays)
      throws IOException {
    for (int i = 0; i < Math.min(2, arrays.size()); i++) {
      String name = layer + (i == 0 ? ".weight" : ".bias");
      if (tensors.put(name, tensor(source + ": array '" + Json.shown(name) + "'", arrays.get(i)))
          != null) {
        throw damaged(source + ": two arrays '" + Json.shown(name) + "'");
      }
    }
  }

  private static Weights.Tensor tensor(String where, Protobuf blob) throws IOException {
    float[] values = blob.floats(5);
    long[] shape =
        blob.has(7)
            ? blob.message(7).whole(1).stream().mapToLong(Long::longValue).toArray()
            : withoutOnes(blob.number(1), blob.number(2), blob.number(3), blob.number(4));
    long size = 1;
    for (long s : shape) {
      if (s < 1 || s > Integer.MAX_VALUE || size > Integer.MAX_VALUE || shape.length > MOST_AXES) {
        throw damaged(where + ": shape " + Json.shown(Arrays.toString(shape)));
      }
      size *= s;
    }
    if (size != values.length) {
      throw damaged(where + ": expected " + size + " float32 numbers, found " + values.length);
    }
    return new Weights.Tensor(shape, values);
  }

  /**
   * Caffe's first version gave every array four axes: [1, 1, 1, n] is a bias, [1, 1, m, n] a
   * matrix.
   */
  private static long[] withoutOnes(long... axes) {
    int from = axes[0] == 1 && axes[1] == 1 ? axes[2] == 1 ? 3 : 2 : 0;
    return Arrays.copyOfRange(axes, from, axes.length);
  }

  private static UserException damaged(String what) {
    return new UserException(what, "The file is damaged or not Caffe's: fetch it again.");
  }
}
