package reverie.weights;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnknownFieldSet;
import com.google.protobuf.UnknownFieldSet.Field;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reverie.support.UserException;

/** Files by caffe.proto's numbers of fields: no build of Caffe is to be had here. */
public class CaffeFormatTest {
  @TempDir Path folder;

  private static Field bytes(ByteString... values) {
    Field.Builder field = Field.newBuilder();
    List.of(values).forEach(field::addLengthDelimited);
    return field.build();
  }

  private static Field text(String text) {
    return bytes(ByteString.copyFromUtf8(text));
  }

  private static ByteString packed(float[] values) {
    ByteBuffer buffer = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
    buffer.asFloatBuffer().put(values);
    return ByteString.copyFrom(buffer.array());
  }

  private static ByteString blob(Weights.Tensor tensor, boolean old) {
    UnknownFieldSet.Builder blob = UnknownFieldSet.newBuilder();
    blob.addField(5, bytes(packed(tensor.values())));
    long[] shape = tensor.shape();
    if (old) {
      for (int axis = 0; axis < 4; axis++) {
        int own = axis - (4 - shape.length);
        blob.addField(axis + 1, Field.newBuilder().addVarint(own < 0 ? 1 : shape[own]).build());
      }
    } else {
      Field.Builder sizes = Field.newBuilder();
      for (long s : shape) {
        sizes.addVarint(s);
      }
      UnknownFieldSet shapes = UnknownFieldSet.newBuilder().addField(1, sizes.build()).build();
      blob.addField(7, bytes(shapes.toByteString()));
    }
    return blob.build().toByteString();
  }

  /** Two arrays of one layer. */
  static Map<String, Weights.Tensor> two() {
    Map<String, Weights.Tensor> arrays = new LinkedHashMap<>();
    arrays.put("c.weight", new Weights.Tensor(new long[] {1, 2, 1, 1}, new float[] {1, -2}));
    arrays.put("c.bias", new Weights.Tensor(new long[] {1}, new float[] {0.5f}));
    return arrays;
  }

  /** A model of today's layers, of arrays NAME.weight and NAME.bias. */
  public static byte[] model(Map<String, Weights.Tensor> arrays) {
    return model(arrays, false);
  }

  private static byte[] model(Map<String, Weights.Tensor> arrays, boolean old) {
    UnknownFieldSet.Builder net = UnknownFieldSet.newBuilder();
    net.addField(1, text("a net"));
    Field.Builder layers = Field.newBuilder();
    UnknownFieldSet data = UnknownFieldSet.newBuilder().addField(old ? 4 : 1, text("data")).build();
    layers.addLengthDelimited(data.toByteString());
    for (String name : arrays.keySet()) {
      if (name.endsWith(".weight")) {
        String layer = name.substring(0, name.length() - ".weight".length());
        UnknownFieldSet.Builder message = UnknownFieldSet.newBuilder();
        message.addField(old ? 4 : 1, text(layer));
        message.addField(
            old ? 6 : 7,
            bytes(blob(arrays.get(name), old), blob(arrays.get(layer + ".bias"), old)));
        layers.addLengthDelimited(message.build().toByteString());
      }
    }
    net.addField(old ? 2 : 100, layers.build());
    return net.build().toByteArray();
  }

  private Weights read(byte[] model) throws IOException {
    return WeightFormats.read(Files.write(folder.resolve("net.caffemodel"), model));
  }

  @Test
  void layers_of_both_versions_are_read() throws IOException {
    Map<String, Weights.Tensor> arrays = two();
    arrays.put("fc.weight", new Weights.Tensor(new long[] {2, 3}, new float[] {1, 2, 3, 4, 5, 6}));
    arrays.put("fc.bias", new Weights.Tensor(new long[] {2}, new float[] {7, 8}));
    for (boolean old : new boolean[] {false, true}) {
      Weights read = read(model(arrays, old));
      assertEquals(arrays.keySet(), read.names());
      arrays.forEach(
          (name, tensor) -> {
            assertArrayEquals(tensor.values(), read.named(name).values(), name);
            assertArrayEquals(tensor.shape(), read.named(name).shape(), name);
          });
    }
  }

  @Test
  void an_array_of_another_size_than_its_shape_is_refused() {
    Map<String, Weights.Tensor> arrays = two();
    byte[] model = model(arrays);
    // The shape's message is the last but one; its second size, 2, becomes 3.
    for (int i = 0; i + 3 < model.length; i++) {
      if (model[i] == 8 && model[i + 1] == 1 && model[i + 2] == 8 && model[i + 3] == 2) {
        model[i + 3] = 3;
      }
    }
    UserException e = assertThrows(UserException.class, () -> read(model));
    assertTrue(
        e.getMessage().contains("array 'c.weight': expected 3 float32 numbers, found 2"),
        e.getMessage());
  }
}
